import { canonicalJson } from '../../../domain/identity/canonical-json.ts';
import type { EventFact, Fact, PlacedFact } from '../port/fact.ts';
import type { Appended } from '../port/log.ts';
import { chain } from './audit.ts';
import type { Tables } from './disk.ts';
import { count, countersOf, type Side } from './workspaces.ts';

/** In a transaction: gives a fact the next position, and its entry in the audit; refuses (throws) an id that is there already. */
export function appendFact(tables: Tables, fact: Fact): PlacedFact {
  if (tables.positions.open.get(fact.factId) !== undefined) throw new Error('a fact with this id is in the log already');
  const position = countersOf(tables, 'open').position + 1;
  tables.facts.put(position, canonicalJson({ ...fact, position }));
  tables.positions.put(fact.factId, position);
  count(tables, { position });
  chain(tables, fact);
  return { ...fact, position };
}

/** In a transaction: appends an event once by its id; says where it stands, or the first of its id. */
export function appendEvent(tables: Tables, event: EventFact): Readonly<{ outcome: Appended; position: number }> {
  const first = factById(tables, 'open', event.factId);
  if (first) return { outcome: first.digest === event.digest ? 'duplicate' : 'idReused', position: first.position };
  const { position } = appendFact(tables, event);
  count(tables, { lastEvent: position });
  return { outcome: 'stored', position };
}

export function factById(tables: Tables, side: Side, factId: string): PlacedFact | undefined {
  const position = tables.positions[side].get(factId);
  return position === undefined ? undefined : factAt(tables, side, position);
}

/** In log order. Places are dense: there is a fact at each up to the last. */
export function* factsAfter(tables: Tables, side: Side, position: number): Iterable<PlacedFact> {
  const { position: last } = countersOf(tables, side);
  for (let next = position + 1; next <= last; next++) yield factAt(tables, side, next);
}

export function* eventsAfter(tables: Tables, side: Side, position: number): Iterable<EventFact & { position: number }> {
  for (const fact of factsAfter(tables, side, position)) if (fact.kind === 'event') yield fact;
}

/** Of what touched a lead, newest first. */
export const factsOfLead = (tables: Tables, leadId: string, limit: number): readonly PlacedFact[] =>
  [...(tables.links.synced.get(leadId) ?? [])]
    .sort((a, b) => b - a)
    .slice(0, limit)
    .map((position) => factAt(tables, 'synced', position));

/** In a transaction. */
export function link(tables: Tables, leadId: string, position: number): void {
  const known = tables.links.open.get(leadId) ?? [];
  if (!known.includes(position)) tables.links.put(leadId, [...known, position]);
}

/** The first so many of what may be much longer. */
export function taken<T>(all: Iterable<T>, limit: number): readonly T[] {
  const some: T[] = [];
  for (const one of all) {
    if (some.length >= limit) break;
    some.push(one);
  }
  return some;
}

const factAt = (tables: Tables, side: Side, position: number): PlacedFact =>
  JSON.parse(tables.facts[side].get(position) ?? 'null') as PlacedFact;
