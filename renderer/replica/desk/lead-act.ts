import type { LeadField } from '../../../contract/lead-field.ts';
import type { LeadFilter } from '../../../contract/lead-filter.ts';

/** Some leads by id, or everything that matches a filter at the moment of the act. */
export type LeadSelection = Readonly<{ kind: 'ids'; ids: readonly string[] }> | Readonly<{ kind: 'matching'; filter: LeadFilter }>;

/** One change for all selected leads; what each showed (`from`) is read by the replica. Absent `to` unsets. */
export type LeadChange = Readonly<{ field: LeadField; to?: string }>;

/** What was done, as undoing it names it: a command or a batch of them. */
export type Done = Readonly<{ undoes: string; leads: number }>;

/** What an undo would give back, or has, as far as this desk knows; `leftAlone` counts fields that somebody has changed since. */
export type UndoPlan = Readonly<{ leads: number; leftAlone: number }>;
