import type { Conflict } from '../../../contract/activity.ts';

/** Which conflicts: open ones in which my value lost, all open ones, those that need nobody any more. */
export const conflictGroups = ['mine', 'open', 'settled'] as const;
export type ConflictGroup = (typeof conflictGroups)[number];

/** The newest `limit` of a group; those of one bulk stand together. */
export type ConflictQuery = Readonly<{ group: ConflictGroup; limit: number }>;

/** What a field holds, and who wrote it when, as far as the replica knows. */
export type StandingValue = Readonly<{ value?: string; by?: string; at?: number }>;

/** A conflict with what other collections know of it. */
export type ConflictRow = Readonly<{
  conflict: Conflict;
  user: string;
  product: string;
  /** The losing value was mine. */
  mine: boolean;
  /** What its field holds now. */
  now: StandingValue;
  /** `kept`: what overwrote it; `lost`: the losing value, again; `other`: something that was written since. */
  stands: 'kept' | 'lost' | 'other';
  /** A settlement of it, or an undo of one, has had no outcome yet. */
  pending: boolean;
  /** What overwrote it, one command or a bulk of several, and how many of this group that overwrote. */
  bulk: Readonly<{ id: string; size: number }>;
}>;

export type ConflictPage = Readonly<{
  rows: readonly ConflictRow[];
  total: number;
  counts: Readonly<Record<ConflictGroup, number>>;
}>;

/** Some conflicts by id, or all of a group that one bulk overwrote. */
export type ConflictSelection =
  | Readonly<{ kind: 'ids'; ids: readonly string[] }>
  | Readonly<{ kind: 'bulk'; bulk: string; group: ConflictGroup }>;
