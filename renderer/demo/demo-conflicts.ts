import type { Activity, Conflict } from '../../contract/activity.ts';
import type { KeptValue } from '../../contract/command/settle-conflicts.ts';
import type { LastRequest, Lead } from '../../contract/lead.ts';
import { hash } from '../../domain/identity/hash.ts';
import { conflictId } from '../../domain/identity/ids.ts';
import { dueConflicts, settleConflict } from '../../domain/patching/settle-conflicts.ts';
import { requestField } from '../../domain/request-decision/contested-request.ts';
import { type ConflictSource, seenOf, selectedConflicts } from '../replica/conflicts/conflict-page.ts';
import type { ConflictSelection } from '../replica/conflicts/conflict-row.ts';
import { type KnownRequest, requestOnLead } from '../replica/requests/known-request.ts';
import type { Known } from './demo-rows.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const ofBulk = 9;

/** Conflicts that two marketers of this shop could have had: a bulk of `jihye` over values of mine, and single ones. */
export function inventConflicts(leads: readonly Lead[], me: string, now: number): readonly Conflict[] {
  const [first, second, third, ...rest] = leads;
  if (!first || !second || !third) return [];
  const single = (lead: Lead, hours: number, values: Pick<Conflict, 'field' | 'lost' | 'kept' | 'lostBy' | 'by'>): Conflict => ({
    ...{ id: conflictId(lead.id, lead.id, values.field), kind: 'conflict', commandId: hash(lead.id, 'command').slice(0, 26).toUpperCase() },
    ...{ leadId: lead.id, at: now - hours * hourMs, lostAt: now - (hours + 2) * hourMs, ...values },
  });
  const asked = leads.find(({ lastRequest }) => lastRequest?.requestType === '0');
  const bulk = rest.slice(0, ofBulk).map(
    (lead): Conflict => ({
      ...single(lead, 2, {
        field: 'status',
        lost: lead.status === 'won' ? 'interested' : 'won',
        kept: lead.status,
        lostBy: me,
        by: 'jihye',
      }),
      commandId: hash(first.id, 'bulk').slice(0, 26).toUpperCase(),
    }),
  );
  return [
    single(first, 1, { field: 'marketerId', lost: me, kept: first.marketerId, lostBy: me, by: 'jihye' }),
    single(second, 5, { field: 'status', lost: 'contacted', kept: 'lost', lostBy: 'minji', by: me }),
    single(third, 26, { field: 'marketerId', lost: undefined, kept: third.marketerId, lostBy: 'minji', by: 'jihye' }),
    ...(asked?.lastRequest ? [single(asked, 3, oppositeWords(asked.lastRequest, me))] : []),
    ...bulk,
  ];
}

/** Mine, and the one that stands. */
const oppositeWords = ({ requestEventId }: LastRequest, me: string): Pick<Conflict, 'field' | 'lost' | 'kept' | 'lostBy' | 'by'> => ({
  field: requestField(requestEventId),
  lost: 'requests',
  kept: 'refusals',
  lostBy: me,
  by: 'jihye',
});

/** What the inbox reads of a shop in memory. */
export function conflictSource({ leads, persons, products }: Known, conflicts: readonly Conflict[]): ConflictSource {
  const known = new Map<string, Conflict>(conflicts.map((conflict) => [conflict.id, conflict]));
  const idsOf = (found: (conflict: Conflict) => boolean) => new Set(conflicts.filter(found).map(({ id }) => id));
  return {
    activity: (id): Activity | undefined => known.get(id),
    conflict: (id) => known.get(id),
    idsOfLead: (leadId) => idsOf((conflict) => conflict.leadId === leadId),
    conflictIds: () => idsOf(() => true),
    isPending: () => false,
    lead: (id) => leads.get(id),
    request: (id) => requestIn(leads.values(), id),
    person: (id) => persons.get(id),
    product: (id) => products.get(id),
  };
}

/** The newest request of a lead, as the lead says it. */
function requestIn(leads: Iterable<Lead>, id: string): KnownRequest | undefined {
  for (const lead of leads) if (lead.lastRequest?.requestEventId === id) return requestOnLead(lead, id);
  return undefined;
}

/** What settling would do: the conflicts as they are then, and the fields that are written for it. */
export function settleDemo(
  source: ConflictSource,
  all: readonly Conflict[],
  me: string,
  selection: ConflictSelection,
  keep: KeptValue,
  now: number,
) {
  const chosen = selectedConflicts(source, me, selection).map((conflict) => ({ conflict, seen: seenOf(source, conflict) }));
  const due = dueConflicts(chosen, keep);
  const ids = new Set(due.map(({ conflict }) => conflict.id));
  const settled = { commandId: hash('settled', String(now)).slice(0, 26).toUpperCase(), by: me, at: now, keep };
  return {
    conflicts: all.map((conflict) => (ids.has(conflict.id) ? settleConflict(conflict, settled) : conflict)),
    written: keep === 'lost' ? due : [],
    settled: due.length,
  };
}
