import { type WorkListKey, workListKeys } from '../parts/work-list/work-list-keys.ts';

/** What a key asks of the queue. */
export type ReviewKey = WorkListKey | 'approve' | 'refuse' | 'reevaluate' | 'undo';

export const reviewKey = workListKeys<ReviewKey>({ KeyA: 'approve', KeyR: 'refuse', KeyE: 'reevaluate', KeyZ: 'undo' });

/** Space belongs to a button or a tick box that has the focus; the letters are the queue's even then. */
export const pressesControl = (_key: ReviewKey, code: string): boolean => code === 'Space';
