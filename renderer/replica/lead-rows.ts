import type { Lead } from '../../contract/lead.ts';
import { leadStatuses } from '../../contract/lead.ts';
import type { LeadFilter, LeadSort } from '../../contract/lead-filter.ts';
import { scoreBands } from '../../contract/score-band.ts';
import { leadOrder, renewInPlace, reorder } from '../../domain/columns/lead-order.ts';
import { createLeadTally, type FacetCounts, type LeadTally } from '../../domain/columns/lead-tally.ts';
import { matchingLeads, pageOf } from '../../domain/columns/scan-leads.ts';
import { byCodeUnit } from '../../domain/order.ts';
import type { FacetCount, LeadPage, LeadQuery, LeadRow } from './desk/lead-view.ts';
import { type SearchText, textMatcher } from './search-text.ts';

/** A row with what it is found by. */
export type SearchableRow = LeadRow & Readonly<{ search: SearchText }>;

export type RowListener = (before: SearchableRow | undefined, after: SearchableRow | undefined) => void;

/** The lead table in memory. An interface, so that typed columns can take its place. */
export interface LeadRows {
  /** Renews rows; one whose lead is gone goes too. */
  renew(ids: ReadonlySet<string>): void;
  get(id: string): LeadRow | undefined;
  page(query: LeadQuery): LeadPage;
  matching(filter: LeadFilter): readonly LeadRow[];
  all(): Iterable<LeadRow>;
  /** Tells of every row that is renewed, as it was and as it is; for as long as there are rows. */
  follow(listen: RowListener): void;
  readonly size: number;
}

/** How many sort orders are kept up to date; a marketer goes back and forth between two or three. */
const keptOrders = 3;

/** How many filters are kept counted: the table's, and that of a segment or two beside it. */
const keptTallies = 3;

/** Rows in order; `changed` are those that did since, as they still stand in it, undefined for new ones. */
type Order = { readonly sort: LeadSort; sorted: SearchableRow[]; readonly changed: Map<string, SearchableRow | undefined> };

/**
 * `build` makes a lead's row as it is now. Sorting happens once an order and is kept, and an order is brought up to date when it is
 * next asked for; a keystroke is one pass over it. What a filter counts is kept too, so that an edit or an event costs its own rows only.
 */
export function createLeadRows(
  build: (id: string) => SearchableRow | undefined,
  productName: (id: string) => string | undefined,
): LeadRows {
  const rows = new Map<string, SearchableRow>();
  const orders = new Map<string, Order>();
  const listeners: RowListener[] = [];

  const tallies = new Map<string, LeadTally<SearchableRow>>();

  const tallyOf = (filter: LeadFilter): LeadTally<SearchableRow> => {
    const key = JSON.stringify(filter);
    const kept = tallies.get(key) ?? counted(rows.values(), filter);
    keepNewest(tallies, key, kept, keptTallies);
    return kept;
  };

  const order = (sort: LeadSort): readonly SearchableRow[] => {
    const key = `${sort.by} ${sort.direction}`;
    const kept = orders.get(key) ?? { sort, sorted: [...rows.values()].sort(leadOrder(sort)), changed: new Map() };
    keepNewest(orders, key, kept, keptOrders);
    bringUpToDate(kept);
    return kept.sorted;
  };

  const bringUpToDate = (order: Order) => {
    const current = (id: string) => rows.get(id);
    const compare = leadOrder(order.sort);
    const moving = renewInPlace(order.sorted, order.changed, current, compare);
    if (moving.size > 0) order.sorted = reorder(order.sorted, moving, current, compare);
    order.changed.clear();
  };

  return {
    renew: (ids) => {
      for (const id of ids) {
        const before = rows.get(id);
        const row = build(id);
        for (const { changed } of orders.values()) if (!changed.has(id)) changed.set(id, before);
        for (const tally of tallies.values()) {
          if (before) tally.remove(before);
          if (row) tally.add(row);
        }
        if (row) rows.set(id, row);
        else rows.delete(id);
        for (const listen of listeners) listen(before, row);
      }
    },
    get: (id) => rows.get(id),
    page: ({ filter, sort, offset, limit }) => {
      const tally = tallyOf(filter);
      return {
        rows: pageOf(order(sort), tally, { offset, limit }).map(toRow),
        offset,
        total: tally.total,
        all: rows.size,
        facets: toFacets(tally.counts, filter, productName),
      };
    },
    matching: (filter) => matchingLeads(rows.values(), filter, matcherOf(filter)),
    all: () => rows.values(),
    follow: (listen) => void listeners.push(listen),
    get size() {
      return rows.size;
    },
  };
}

function counted(rows: Iterable<SearchableRow>, filter: LeadFilter): LeadTally<SearchableRow> {
  const tally = createLeadTally(filter, matcherOf(filter));
  for (const row of rows) tally.add(row);
  return tally;
}

/** The newest last; the oldest goes when there are too many. */
function keepNewest<V>(kept: Map<string, V>, key: string, value: V, most: number): void {
  kept.delete(key);
  kept.set(key, value);
  const [oldest] = kept.keys();
  if (kept.size > most && oldest !== undefined) kept.delete(oldest);
}

/** Whether a row is what a filter asks for. */
export const rowMatcher = (filter: LeadFilter): ((row: SearchableRow) => boolean) => createLeadTally(filter, matcherOf(filter)).matches;

function matcherOf({ text }: LeadFilter): (row: SearchableRow) => boolean {
  if (text.trim() === '') return () => true;
  const matches = textMatcher(text);
  return ({ search }) => matches(search);
}

const toRow = ({ search: _only, ...row }: SearchableRow): LeadRow => row;

function toFacets(counts: FacetCounts, filter: LeadFilter, productName: (id: string) => string | undefined): LeadPage['facets'] {
  const statuses = listed(counts.statuses, filter.statuses).sort((a, b) => leadStatuses.indexOf(a.value) - leadStatuses.indexOf(b.value));
  const bands = listed(counts.bands, filter.bands).sort((a, b) => scoreBands.indexOf(a.value) - scoreBands.indexOf(b.value));
  const products = listed(counts.products, filter.products)
    .sort(byCount)
    .map((facet) => {
      const label = productName(facet.value);
      return { ...facet, ...(label !== undefined && { label }) };
    });
  return {
    products,
    statuses,
    bands,
    assignees: listed(counts.assignees, filter.assignees).sort(byCount),
    tags: listed(counts.tags, filter.tags).sort(byCount),
  };
}

/** A value that is asked for is listed even where nothing has it, so that it can be let go of. */
const listed = <V>(counts: ReadonlyMap<V, number>, asked: readonly V[]): FacetCount<V>[] =>
  [...new Set([...counts.keys(), ...asked])].map((value) => ({ value, count: counts.get(value) ?? 0 }));

const byCount = (a: FacetCount<string | null>, b: FacetCount<string | null>): number =>
  b.count - a.count || byCodeUnit(a.value ?? '', b.value ?? '');

/** What a lead is found by: user, name, product and last messages. */
export const searchedParts = (lead: Lead, name: string | undefined, product: string | undefined): readonly (string | undefined)[] => [
  name,
  lead.userId,
  product,
  lead.productId,
  ...lead.tail.map(({ text }) => text),
];
