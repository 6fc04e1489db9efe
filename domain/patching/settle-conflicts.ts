import type { Conflict } from '../../contract/activity.ts';
import type { KeptValue } from '../../contract/command/settle-conflicts.ts';
import type { LeadField } from '../../contract/lead-field.ts';
import { byCodeUnit } from '../order.ts';
import { requestOf, standingIn } from '../request-decision/contested-request.ts';
import type { DecidedOtherwise } from '../request-decision/due-decisions.ts';
import type { FieldPatch } from './apply-patch.ts';

/** A conflict as a marketer chose about it: `seen` is what its field held then. */
export type ChosenConflict = Readonly<{ conflict: Conflict; seen: string | undefined }>;

/**
 * Those that a settlement settles. Leaving what stands ends open ones; writing the losing value again also takes over from a
 * teammate who had left what stood. A field can be written once: of several losing values of one field the newest is, and
 * the others stay open. The same function is the server's and the desk's overlay.
 */
export function dueConflicts(chosen: readonly ChosenConflict[], keep: KeptValue): readonly ChosenConflict[] {
  if (keep === 'standing') return chosen.filter(({ conflict }) => !conflict.settled);
  const newest = new Map<string, ChosenConflict>();
  for (const one of chosen) {
    const key = `${one.conflict.leadId} ${one.conflict.field}`;
    const other = newest.get(key);
    if (one.conflict.settled?.keep !== 'lost' && (!other || isNewer(one.conflict, other.conflict))) newest.set(key, one);
  }
  return [...newest.values()];
}

const isNewer = (a: Conflict, b: Conflict): boolean => (a.at - b.at || byCodeUnit(a.id, b.id)) > 0;

/** Conflicts about fields of leads; the others are about requests. */
type OnField = Conflict & Readonly<{ field: LeadField }>;
type OfField = ChosenConflict & Readonly<{ conflict: OnField }>;
export const isOnField = (conflict: Conflict): conflict is OnField => requestOf(conflict) === undefined;
export const isOfField = (chosen: ChosenConflict): chosen is OfField => isOnField(chosen.conflict);

/** What writes a losing value of a field again. */
export const reapplied = ({
  conflict: { leadId, field, lost },
  seen,
}: Readonly<{ conflict: Pick<OnField, 'leadId' | 'field' | 'lost'>; seen: string | undefined }>): FieldPatch &
  Readonly<{ leadId: string }> => ({
  leadId,
  field,
  from: seen,
  to: lost,
});

/** What decides a request again as it stood when it lost; none for a conflict about a field. */
export function redecided({ conflict, seen }: ChosenConflict): readonly DecidedOtherwise[] {
  const [requestEventId, is] = [requestOf(conflict), standingIn(conflict.lost)];
  const known = standingIn(seen);
  return requestEventId && is ? [{ leadId: conflict.leadId, requestEventId, is, ...(known && { seen: known }) }] : [];
}

/** Who settled it, by which command, and with which value. */
export const settleConflict = (conflict: Conflict, settled: NonNullable<Conflict['settled']>): Conflict => ({ ...conflict, settled });

/** Open again, as if nobody had settled it. */
export function reopenConflict({ settled: _settled, ...open }: Conflict): Conflict {
  return open;
}
