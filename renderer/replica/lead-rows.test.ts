import { expect, test } from 'vitest';
import { everyLead } from '../../contract/lead-filter.ts';
import { aLine } from '../../domain/columns/testing/any-lines.ts';
import type { LeadQuery } from './desk/lead-view.ts';
import { createLeadRows, type SearchableRow } from './lead-rows.ts';
import { searchText } from './search-text.ts';

const query = (text = '', by: LeadQuery['sort']['by'] = 'searches'): LeadQuery => ({
  filter: { ...everyLead, text },
  sort: { by, direction: 'desc' },
  offset: 0,
  limit: 3,
});

/** A table of many leads; counts how often a row was made and how often its sort value was read. */
function aTable(count: number) {
  const searches = new Map<string, number>(Array.from({ length: count }, (_, i) => [`u${i}`, i]));
  const work = { built: 0, compared: 0 };
  const build = (id: string): SearchableRow | undefined => {
    work.built++;
    const own = searches.get(id);
    if (own === undefined) return undefined;
    const row: SearchableRow = {
      ...aLine({ id, userId: id }),
      waiting: 0,
      lastReceivedAt: 0,
      band: 'D',
      consented: false,
      pending: false,
      search: searchText([id]),
    };
    const get = () => {
      work.compared++;
      return own;
    };
    return Object.defineProperty(row, 'searches', { enumerable: true, get });
  };
  const rows = createLeadRows(build, () => undefined);
  rows.renew(new Set(searches.keys()));
  return { rows, searches, work };
}

test('given 20,000 leads already sorted, a keystroke compares none and an edit makes one row', () => {
  const { rows, searches, work } = aTable(20_000);
  rows.page(query());
  work.built = 0;
  work.compared = 0;

  expect(rows.page(query('u19')).total).toBe(1_111);
  expect(work.compared).toBeLessThan(10); // the rows of the page itself

  searches.set('u5', 99_999);
  rows.renew(new Set(['u5']));
  expect(rows.page(query()).rows[0]).toMatchObject({ id: 'u5', searches: 99_999 });
  expect(work.built).toBe(1);
  expect(work.compared).toBeLessThan(200); // looked for by halving: no sort, no merge
});

test('given more sort orders than are kept, each is still right after an edit', () => {
  const { rows, searches } = aTable(50);
  for (const by of ['searches', 'user', 'score', 'status', 'product'] as const) rows.page(query('', by));

  searches.delete('u49');
  rows.renew(new Set(['u49']));

  expect(rows.page(query()).rows.map(({ id }) => id)).toEqual(['u48', 'u47', 'u46']);
  expect(rows.page(query('', 'user')).all).toBe(49);
});

test('given more edits between two pages than are moved one by one, the order is right', () => {
  const { rows, searches, work } = aTable(1_000);
  rows.page(query());
  work.compared = 0;

  for (let i = 0; i < 500; i++) {
    searches.set(`u${i}`, 5_000 - i);
    rows.renew(new Set([`u${i}`]));
  }

  expect(rows.page(query()).rows.map(({ id }) => id)).toEqual(['u0', 'u1', 'u2']);
  expect(rows.page({ ...query(), offset: 500, limit: 2 }).rows.map(({ id }) => id)).toEqual(['u999', 'u998']);
});

test('given a filter that is asked again after edits, it counts what a table made anew counts', () => {
  const { rows, searches } = aTable(200);
  const found = query('u1');
  rows.page(found);

  searches.delete('u1');
  searches.delete('u7');
  searches.set('u100', 5_000);
  rows.renew(new Set(['u1', 'u7', 'u100']));

  const kept = rows.page(found);
  const anew = aTable(200).rows;
  expect(kept).toMatchObject({ total: anew.page(found).total - 1, all: 198 });
  expect(kept.rows[0]).toMatchObject({ id: 'u100' });
  expect(kept.facets.statuses).toEqual([{ value: 'new', count: kept.total }]);
});
