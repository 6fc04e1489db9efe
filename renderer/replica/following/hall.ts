import { version } from '../../../package.json';
import { type Account, accountId } from '../session-memory.ts';

/**
 * Where the windows of one account find each other. By its name nobody of another account is ever in it (I9), and no page that was loaded
 * before an update: the two would talk past each other.
 */
export const hallName = (account: Account): string => `talklens-hall-${version}-${accountId(account)}`;

/** Between one owner and one follower alone: what was said to an owner is never heard by the next one. */
export const lineName = (owner: string, follower: string): string => `talklens-line-${owner}-${follower}`;

/** Held by a follower as long as it lives. */
export const presenceName = (follower: string): string => `talklens-follower-${follower}`;

/**
 *   follower                          owner
 *      | <------------- owned ---------- |   on becoming the owner
 *      | ------------- hello ----------> |   on entering, on `owned`, and again until welcomed
 *      | <------------ welcome --------- |   the line between the two is open
 *      | <------------- left ----------- |   on leaving in order
 */
export type HallMessage =
  | Readonly<{ kind: 'owned' | 'left'; owner: string }>
  | Readonly<{ kind: 'hello'; follower: string }>
  | Readonly<{ kind: 'welcome'; owner: string; follower: string }>;
