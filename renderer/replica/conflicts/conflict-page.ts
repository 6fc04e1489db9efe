import type { Activity, Conflict } from '../../../contract/activity.ts';
import type { Lead } from '../../../contract/lead.ts';
import { splitLeadId } from '../../../domain/identity/ids.ts';
import { byCodeUnit } from '../../../domain/order.ts';
import { readField } from '../../../domain/patching/lead-field-value.ts';
import { isOnField } from '../../../domain/patching/settle-conflicts.ts';
import { requestField, requestOf } from '../../../domain/request-decision/contested-request.ts';
import type { View } from '../view.ts';
import type { ConflictGroup, ConflictPage, ConflictQuery, ConflictRow, ConflictSelection, StandingValue } from './conflict-row.ts';

/** What the inbox is read from: the view's documents, with what is being settled here laid over them. */
export type ConflictSource = Readonly<{
  conflict: (id: string) => Conflict | undefined;
  conflictIds: () => Iterable<string>;
  /** Activities about a lead. */
  idsOfLead: (leadId: string) => Iterable<string>;
  activity: (id: string) => Activity | undefined;
  isPending: (conflictId: string) => boolean;
  lead: View['lead'];
  request: View['request'];
  person: View['person'];
  product: View['product'];
}>;

export const conflictSource = ({ documents, indexes, overlay, conflict, lead, request, person, product }: View): ConflictSource => ({
  ...{ conflict, lead, request, person, product },
  conflictIds: () => [...indexes.conflicts.of('open'), ...indexes.conflicts.of('settled')],
  idsOfLead: (leadId) => indexes.activitiesOfLead.of(leadId),
  activity: (id) => documents.of('activity').get(id),
  isPending: (id) => overlay().conflicts.has(id),
});

/** The inbox: the newest bulk first, and in it the newest conflict. */
export function conflictPage(source: ConflictSource, me: string, { group, limit }: ConflictQuery): ConflictPage {
  const grouped = groupedConflicts(source, me);
  const bulks = bulksOf(source, grouped[group]);
  const inOrder = [...bulks]
    .sort(([, a], [, b]) => newest(b) - newest(a))
    .flatMap(([id, ofBulk]) => ofBulk.map((conflict) => ({ id, conflict })));
  return {
    rows: inOrder.slice(0, limit).map(({ id, conflict }) => toRow(source, me, conflict, { id, size: bulks.get(id)?.length ?? 1 })),
    total: grouped[group].length,
    counts: { mine: grouped.mine.length, open: grouped.open.length, settled: grouped.settled.length },
  };
}

/** The open conflicts of one lead, newest first. */
export function conflictsOfLead(source: ConflictSource, me: string, leadId: string): readonly ConflictRow[] {
  return [...source.idsOfLead(leadId)]
    .flatMap((id) => source.conflict(id) ?? [])
    .filter((conflict) => isOpen(source, conflict))
    .sort(newerFirst)
    .map((conflict) => toRow(source, me, conflict, { id: bulkOf(source, conflict), size: 1 }));
}

/** The conflicts that are meant, as they are now. */
export function selectedConflicts(source: ConflictSource, me: string, selection: ConflictSelection): readonly Conflict[] {
  if (selection.kind === 'ids') return selection.ids.flatMap((id) => source.conflict(id) ?? []);
  return groupedConflicts(source, me)[selection.group].filter((conflict) => bulkOf(source, conflict) === selection.bulk);
}

/** What the field of a conflict holds now, or how its request stands: what a marketer sees when she chooses. */
export const seenOf = (source: Pick<ConflictSource, 'lead' | 'request'>, conflict: Conflict): string | undefined => {
  if (!isOnField(conflict)) return source.request(requestOf(conflict) ?? '')?.is;
  const lead = source.lead(conflict.leadId);
  return lead && readField(lead, conflict.field);
};

function groupedConflicts(source: ConflictSource, me: string): Readonly<Record<ConflictGroup, readonly Conflict[]>> {
  const all = [...source.conflictIds()].flatMap((id) => source.conflict(id) ?? []);
  const open = all.filter((conflict) => isOpen(source, conflict)).sort(newerFirst);
  const settled = all.filter((conflict) => !isOpen(source, conflict)).sort(newerFirst);
  return { mine: open.filter(({ lostBy }) => lostBy === me), open, settled };
}

/** Nobody has settled it, and its losing value has not come back in any other way. */
const isOpen = (source: ConflictSource, conflict: Conflict): boolean => !conflict.settled && seenOf(source, conflict) !== conflict.lost;

const newerFirst = (a: Conflict, b: Conflict): number => b.at - a.at || byCodeUnit(b.id, a.id);
const newest = ([first]: readonly Conflict[]): number => first?.at ?? 0;

function bulksOf(source: ConflictSource, conflicts: readonly Conflict[]): ReadonlyMap<string, readonly Conflict[]> {
  const bulks = new Map<string, Conflict[]>();
  for (const conflict of conflicts) {
    const id = bulkOf(source, conflict);
    const ofBulk = bulks.get(id);
    if (ofBulk) ofBulk.push(conflict);
    else bulks.set(id, [conflict]);
  }
  return bulks;
}

/** A bulk of more than 500 leads is several commands of one batch. */
function bulkOf(source: ConflictSource, { commandId }: Conflict): string {
  const act = source.activity(commandId);
  return (act?.kind === 'patched' || act?.kind === 'settled' || act?.kind === 'requestsDecided') && act.batchId ? act.batchId : commandId;
}

function toRow(source: ConflictSource, me: string, conflict: Conflict, bulk: ConflictRow['bulk']): ConflictRow {
  const { userId, productId } = splitLeadId(conflict.leadId);
  const lead = source.lead(conflict.leadId);
  return {
    conflict,
    user: source.person(userId)?.name?.value ?? userId,
    product: source.product(productId)?.name ?? productId,
    mine: conflict.lostBy === me,
    ...standing(source, lead, conflict),
    pending: source.isPending(conflict.id),
    bulk,
  };
}

function standing(source: ConflictSource, lead: Lead | undefined, conflict: Conflict): Pick<ConflictRow, 'now' | 'stands'> {
  const value = seenOf(source, conflict);
  if (value === conflict.lost) return { now: valued(value, conflict.lostBy, conflict.lostAt), stands: 'lost' };
  if (isKept(lead, value, conflict)) return { now: valued(value, conflict.by, conflict.at), stands: 'kept' };
  const since = lastWrite(source, conflict);
  return { now: valued(value, since?.by, since?.at), stands: 'other' };
}

/** A note's new text is not in the audit: it is told by who wrote the note that stands, and when. */
function isKept(lead: Lead | undefined, value: string | undefined, { field, kept, by, at }: Conflict): boolean {
  if (!field.startsWith('note:') || value === undefined) return value === kept;
  return lead?.notes.some((note) => note.id === field.slice('note:'.length) && note.by === by && note.at === at) ?? false;
}

/** Who wrote the field last, as the audit that is here tells it. */
function lastWrite(source: ConflictSource, { leadId, field }: Conflict): Activity | undefined {
  const wrote = (act: Activity): boolean =>
    act.kind === 'decided'
      ? requestField(act.requestEventId) === field
      : act.kind === 'patched' && act.groups.some((group) => group.field === field && group.leads.includes(leadId));
  const writes = [...source.idsOfLead(leadId)].flatMap((id) => source.activity(id) ?? []).filter(wrote);
  return writes.sort((a, b) => b.at - a.at)[0];
}

const valued = (value: string | undefined, by: string | undefined, at: number | undefined): StandingValue => ({
  ...(value !== undefined && { value }),
  ...(by !== undefined && { by }),
  ...(at !== undefined && { at }),
});
