import type { Acknowledged, Delivered } from '../chat-client.ts';
import type { ServerState } from './server-state.ts';
import type { Finding } from './violation.ts';

/** I1: an event that was acknowledged is in the log. */
export function eventsKept(acknowledged: readonly Acknowledged[], { fact }: ServerState): Finding[] {
  return acknowledged
    .filter(({ event }) => fact(event.eventId)?.kind !== 'event')
    .map(({ client, event }) => ({ invariant: 'I1', what: `${event.kind} ${event.eventId} of ${client} was acknowledged and is gone` }));
}

const answered = new Set(['searched', 'questioned', 'requested']);

/** I3: whoever asked has an answer; the same message is the same bytes however often it came, unless a restored server judges anew what it has forgotten. */
export function answersGiven(
  acknowledged: readonly Acknowledged[],
  delivered: readonly Delivered[],
  restoredAt = Number.NEGATIVE_INFINITY,
): Finding[] {
  const payloads = new Map<string, string>();
  const found: Finding[] = [];
  const had = new Set<string>();
  for (const { client, id, kind, payload, at } of delivered) {
    const before = at < restoredAt ? undefined : payloads.get(id);
    if (before !== undefined && before !== payload)
      found.push({ invariant: 'I3', what: `${kind} ${id} came to ${client} with other bytes` });
    if (at >= restoredAt) payloads.set(id, payload);
    const { eventId } = JSON.parse(payload) as { eventId?: string };
    if (eventId) had.add(`${client} ${eventId}`);
  }
  for (const { client, event } of acknowledged)
    if (answered.has(event.kind) && !had.has(`${client} ${event.eventId}`))
      found.push({ invariant: 'I3', what: `${client} has no answer to its ${event.kind} ${event.eventId}` });
  return found;
}
