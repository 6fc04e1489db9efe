import fc from 'fast-check';
import { expect, test } from 'vitest';
import { everyLead } from '../../../contract/lead-filter.ts';
import type { Segment } from '../../../contract/segment.ts';
import { anyFilter, anyLines } from '../../../domain/columns/testing/any-lines.ts';
import { createLeadRows, type SearchableRow } from '../lead-rows.ts';
import { createSegmentCounts } from './segment-counts.ts';

const segment = (id: string, filter = everyLead): Segment => ({ id, name: id, filter, by: 'owner', at: 0 });

test('given rows that come, change and go, and filters that change, each count is what the filter finds', () => {
  fc.assert(
    fc.property(
      fc.array(anyLines, { minLength: 1, maxLength: 4 }),
      fc.array(anyFilter, { minLength: 1, maxLength: 3 }),
      (worlds, filters) => {
        let world = new Map<string, SearchableRow>();
        const rows = createLeadRows(
          (id) => world.get(id),
          () => undefined,
        );
        const counts = createSegmentCounts(rows);

        worlds.forEach((lines, turn) => {
          const before = world;
          world = new Map(
            lines.map((line) => [
              line.id,
              { ...line, waiting: 0, lastReceivedAt: 0, band: 'D', consented: false, pending: false, search: '' },
            ]),
          );
          rows.renew(new Set([...before.keys(), ...world.keys()]));
          const segments = filters.map((filter, index) => segment(`${index}`, turn % 2 === index % 2 ? filter : everyLead));

          const found = segments.map(({ id, filter }) => [id, rows.matching(filter).length]);
          expect([...counts.of(segments)]).toEqual(found);
        });
      },
    ),
  );
});
