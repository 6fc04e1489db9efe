import type { Segment } from '../../../contract/segment.ts';
import { canonicalJson } from '../../../domain/identity/canonical-json.ts';
import type { ServerState } from './server-state.ts';
import type { Finding } from './violation.ts';

type Known = Partial<Pick<Segment, 'name' | 'filter'>>;

/** I6 for segments, from the log alone: name and filter are those of the last acknowledged save of each, and what was deleted last is gone. */
export function segmentsKept({ facts, documents }: ServerState): Finding[] {
  const known = new Map<string, Known>();
  for (const fact of facts()) {
    if (fact.kind !== 'command' || fact.body.outcome.status === 'rejected') continue;
    const { act } = fact.body;
    if (act.kind === 'deleteSegment') known.delete(act.segmentId);
    if (act.kind === 'saveSegment')
      known.set(act.segmentId, {
        ...known.get(act.segmentId),
        ...(act.name && { name: act.name.to }),
        ...(act.filter && { filter: act.filter.to }),
      });
  }
  const there = documents('segment');
  return [...new Set([...known.keys(), ...there.keys()])]
    .filter((id) => canonicalJson(known.get(id) ?? null) !== canonicalJson(partOf(there.get(id))))
    .map((id) => ({ invariant: 'I6', what: `segment ${id} is not what was saved last: ${JSON.stringify(there.get(id))}` }));
}

const partOf = (segment: Segment | undefined) => (segment ? { name: segment.name, filter: segment.filter } : null);
