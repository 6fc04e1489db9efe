import type { Activity } from '../../../contract/activity.ts';

/** Which part of the audit: all of it, what people did, what rules decided, what was overwritten unseen. */
export const activityGroups = ['all', 'people', 'rules', 'conflicts'] as const;
export type ActivityGroup = (typeof activityGroups)[number];

/** The newest `limit` of a part of the audit; `by` one member. */
export type ActivityQuery = Readonly<{ group: ActivityGroup; by?: string; limit: number }>;

/** One act, with what other collections know of the leads it is about. */
export type ActivityRow = Readonly<{
  activity: Activity;
  /** All of them. */
  leads: number;
  /** Whose act an undo took back; a redo took back an undo. */
  undid?: Readonly<{ by: string; isRedo: boolean }>;
  /** The first of them, in people's words. */
  first?: Readonly<{ leadId: string; user: string; product: string }>;
}>;

export type ActivityPage = Readonly<{
  rows: readonly ActivityRow[];
  /** All that match. */
  total: number;
  /** Of each part, whoever it is by. */
  counts: Readonly<Record<ActivityGroup, number>>;
  /** Who has done something. */
  members: readonly string[];
}>;
