import { aUlid } from '../../../contract/testing/build-command.ts';
import { aQuestion, aSearch, someTime } from '../../../contract/testing/build-event.ts';
import type { UpEvent } from '../../../contract/up-event.ts';
import { canonicalJson } from '../../../domain/identity/canonical-json.ts';
import { hash } from '../../../domain/identity/hash.ts';
import type { CommandFact, EventBody, EventFact, PersonalField } from '../port/fact.ts';

const personalFields: Readonly<Record<UpEvent['kind'], readonly PersonalField[]>> = {
  searched: [],
  questioned: ['message'],
  requested: ['message'],
  identified: ['name', 'phone', 'kakaoUuid'],
  consented: ['evidence'],
  product: [],
};

/** The fact of an event, on time, with its personal parts apart. Equal events of one client have equal digests. */
export function factOf(event: UpEvent, change: Partial<EventFact> = {}): EventFact {
  const { by = 'chatbot' } = change;
  const fields = personalFields[event.kind];
  const entries = Object.entries(event);
  const part = Object.fromEntries(entries.filter(([key]) => fields.some((field) => field === key))) as Record<string, string>;
  const person = 'userId' in event ? event.userId : '';
  return {
    kind: 'event',
    factId: event.eventId,
    at: event.occurredAt,
    receivedAt: someTime,
    clamped: false,
    by,
    digest: hash(by, canonicalJson(event)),
    body: Object.fromEntries(entries.filter(([key]) => !(key in part))) as EventBody,
    personal: Object.keys(part).length > 0 ? [{ person, part }] : [],
    ...change,
  };
}

export const aSearchFact = (change: Partial<EventFact> = {}): EventFact => factOf(aSearch(), change);
export const aQuestionFact = (change: Partial<EventFact> = {}): EventFact => factOf(aQuestion(), change);

export function aCommandFact(change: Partial<CommandFact> = {}): CommandFact {
  const { factId = aUlid() } = change;
  return {
    kind: 'command',
    factId,
    at: someTime,
    receivedAt: someTime,
    clamped: false,
    by: 'owner',
    digest: hash(factId),
    body: { act: { kind: 'undo', undoes: aUlid() }, outcome: { id: factId, status: 'applied' } },
    personal: [],
    ...change,
  };
}

/** A command that the audit keeps. */
export function anExportFact(change: Partial<CommandFact> = {}): CommandFact {
  const { factId = aUlid() } = change;
  const act = { kind: 'recordExport', what: 'leads', rows: 12 } as const;
  return aCommandFact({ factId, body: { act, outcome: { id: factId, status: 'applied' } }, ...change });
}
