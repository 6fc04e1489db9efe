import type { LeadStatus } from '../../contract/lead.ts';
import type { LeadFilter } from '../../contract/lead-filter.ts';
import type { ScoreBand } from '../../contract/score-band.ts';
import type { LeadLine } from './lead-line.ts';

/** How many leads there would be with each value, all other facets as they are; a value nobody has is absent. */
export type FacetCounts = Readonly<{
  products: ReadonlyMap<string, number>;
  statuses: ReadonlyMap<LeadStatus, number>;
  bands: ReadonlyMap<ScoreBand, number>;
  /** `null` counts leads without an assignee. */
  assignees: ReadonlyMap<string | null, number>;
  tags: ReadonlyMap<string, number>;
}>;

/**
 * How many lines match a filter, and its facets. A facet ignores its own filter, so a line that only one facet keeps out still counts
 * in that one. Sums, so that a line that changes is taken out as it was and put in as it is: nobody scans the table for one edit.
 */
export interface LeadTally<L extends LeadLine> {
  readonly total: number;
  readonly counts: FacetCounts;
  matches(line: L): boolean;
  add(line: L): void;
  /** Of one that was added, just as it was then. */
  remove(line: L): void;
}

/** Which facet alone keeps a line out; `none` = it matches, `more` = more than one, or the text, does. */
type KeptOutBy = 'none' | 'product' | 'status' | 'band' | 'assignee' | 'tag' | 'more';

export function createLeadTally<L extends LeadLine>(filter: LeadFilter, matchesText: (line: L) => boolean): LeadTally<L> {
  const keptOutBy = lineJudge(filter, matchesText);
  const counts = {
    products: new Map<string, number>(),
    statuses: new Map<LeadStatus, number>(),
    bands: new Map<ScoreBand, number>(),
    assignees: new Map<string | null, number>(),
    tags: new Map<string, number>(),
  };
  let total = 0;

  const count = (line: L, by: 1 | -1) => {
    const out = keptOutBy(line);
    if (out === 'more') return;
    const matches = out === 'none';
    if (matches) total += by;
    if (matches || out === 'product') change(counts.products, line.productId, by);
    if (matches || out === 'status') change(counts.statuses, line.status, by);
    if (matches || out === 'band') change(counts.bands, line.band, by);
    if (matches || out === 'assignee') change(counts.assignees, line.marketerId ?? null, by);
    if (matches || out === 'tag') for (const tag of line.tags) change(counts.tags, tag, by);
  };

  return {
    get total() {
      return total;
    },
    counts,
    matches: (line) => keptOutBy(line) === 'none',
    add: (line) => count(line, 1),
    remove: (line) => count(line, -1),
  };
}

function change<V>(counts: Map<V, number>, value: V, by: 1 | -1): void {
  const now = (counts.get(value) ?? 0) + by;
  if (now === 0) counts.delete(value);
  else counts.set(value, now);
}

function lineJudge<L extends LeadLine>(filter: LeadFilter, matchesText: (line: L) => boolean): (line: L) => KeptOutBy {
  const asks = {
    product: anyOf(filter.products),
    status: anyOf(filter.statuses),
    band: anyOf(filter.bands),
    assignee: anyOf(filter.assignees),
    tag: new Set(filter.tags),
  };
  return (line) => {
    let by: KeptOutBy = 'none';
    if (!asks.product(line.productId)) by = 'product';
    if (!asks.status(line.status)) by = by === 'none' ? 'status' : 'more';
    if (!asks.band(line.band)) by = by === 'none' ? 'band' : 'more';
    if (!asks.assignee(line.marketerId ?? null)) by = by === 'none' ? 'assignee' : 'more';
    if (asks.tag.size > 0 && !line.tags.some((tag) => asks.tag.has(tag))) by = by === 'none' ? 'tag' : 'more';
    return by !== 'more' && matchesText(line) ? by : 'more';
  };
}

/** An empty list asks for nothing. */
function anyOf<V>(values: readonly V[]): (value: V) => boolean {
  if (values.length === 0) return () => true;
  const asked = new Set(values);
  return (value) => asked.has(value);
}
