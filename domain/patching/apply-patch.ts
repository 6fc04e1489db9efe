import type { PatchGroup } from '../../contract/command/patch-leads.ts';
import type { Lead } from '../../contract/lead.ts';
import type { LeadField } from '../../contract/lead-field.ts';
import { type Author, readField, writeField } from './lead-field-value.ts';

/** One field of one lead: what the marketer saw and what it becomes. */
export type FieldPatch = Readonly<{ field: LeadField; from: string | undefined; to: string | undefined }>;

/**
 * What a patch did to a field. `overwritten`: it replaced a value that the marketer had not seen; that value, `lost`, goes
 * into the activity and the conflict inbox. `unchanged`: the field already held the new value.
 */
export type FieldEffect =
  | Readonly<{ kind: 'changed' }>
  | Readonly<{ kind: 'unchanged' }>
  | Readonly<{ kind: 'overwritten'; lost: string | undefined }>;

/**
 * Applies one field of a patch: last in log order wins, nothing is lost in silence.
 * The same function is the server's and the desk's overlay.
 */
export function applyPatch(lead: Lead, { field, from, to }: FieldPatch, author: Author): Readonly<{ lead: Lead; effect: FieldEffect }> {
  const current = readField(lead, field);
  if (current === to) return { lead, effect: { kind: 'unchanged' } };
  const effect: FieldEffect = current === from ? { kind: 'changed' } : { kind: 'overwritten', lost: current };
  return { lead: writeField(lead, field, to, author), effect };
}

/** What one command did to one lead and field, as undoing it needs to know. */
export type AppliedPatch = FieldPatch & Readonly<{ effect: FieldEffect }>;

/**
 * Reverses one applied field, unless somebody has changed it since: then it is left, `undone: false`.
 * Brings back what stood there before, not what the marketer believed stood there.
 */
export function undoPatch(
  lead: Lead,
  { field, from, to, effect }: AppliedPatch,
  author: Author,
): Readonly<{ lead: Lead; undone: boolean }> {
  if (effect.kind === 'unchanged' || readField(lead, field) !== to) return { lead, undone: false };
  const before = effect.kind === 'overwritten' ? effect.lost : from;
  return { lead: writeField(lead, field, before, author), undone: true };
}

/** The patches of one lead in a bulk, in the order of the command. */
export const patchesOf = (groups: readonly PatchGroup[], leadId: string): FieldPatch[] =>
  groups.filter(({ leads }) => leads.includes(leadId)).map(({ field, from, to }) => ({ field, from, to }));
