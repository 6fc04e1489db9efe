import type { LeadStatus } from '../../contract/lead.ts';
import type { LeadFilter } from '../../contract/lead-filter.ts';
import type { LeadLine } from './lead-line.ts';

/** How many leads there would be with each value, all other facets as they are; a value nobody has is absent. */
export type FacetCounts = Readonly<{
  products: ReadonlyMap<string, number>;
  statuses: ReadonlyMap<LeadStatus, number>;
  /** `null` counts leads without an assignee. */
  assignees: ReadonlyMap<string | null, number>;
  tags: ReadonlyMap<string, number>;
}>;

export type Scan<L extends LeadLine> = Readonly<{ page: readonly L[]; total: number; counts: FacetCounts }>;

/** Which facet alone keeps a line out; `none` = it matches, `more` = more than one, or the text, does. */
type KeptOutBy = 'none' | 'product' | 'status' | 'assignee' | 'tag' | 'more';

/**
 * One pass over sorted lines: the page, how many match, and the facets. A facet ignores its own filter, so a line that only
 * one facet keeps out still counts in that one.
 */
export function scanLeads<L extends LeadLine>(
  sorted: readonly L[],
  filter: LeadFilter,
  matchesText: (line: L) => boolean,
  window: Readonly<{ offset: number; limit: number }>,
): Scan<L> {
  const keptOutBy = lineJudge(filter, matchesText);
  const page: L[] = [];
  const counts = { products: new Map<string, number>(), statuses: new Map(), assignees: new Map(), tags: new Map<string, number>() };
  let total = 0;
  for (const line of sorted) {
    const by = keptOutBy(line);
    if (by === 'more') continue;
    if (by === 'none') {
      if (total >= window.offset && page.length < window.limit) page.push(line);
      total++;
    }
    if (by === 'none' || by === 'product') count(counts.products, line.productId);
    if (by === 'none' || by === 'status') count(counts.statuses, line.status);
    if (by === 'none' || by === 'assignee') count(counts.assignees, line.marketerId ?? null);
    if (by === 'none' || by === 'tag') for (const tag of line.tags) count(counts.tags, tag);
  }
  return { page, total, counts };
}

/** Every line that matches, in no other order than given. */
export function matchingLeads<L extends LeadLine>(lines: Iterable<L>, filter: LeadFilter, matchesText: (line: L) => boolean): L[] {
  const keptOutBy = lineJudge(filter, matchesText);
  return [...lines].filter((line) => keptOutBy(line) === 'none');
}

function lineJudge<L extends LeadLine>(filter: LeadFilter, matchesText: (line: L) => boolean): (line: L) => KeptOutBy {
  const asks = {
    product: anyOf(filter.products),
    status: anyOf(filter.statuses),
    assignee: anyOf(filter.assignees),
    tag: new Set(filter.tags),
  };
  return (line) => {
    let by: KeptOutBy = 'none';
    if (!asks.product(line.productId)) by = 'product';
    if (!asks.status(line.status)) by = by === 'none' ? 'status' : 'more';
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

const count = <V>(counts: Map<V, number>, value: V) => counts.set(value, (counts.get(value) ?? 0) + 1);
