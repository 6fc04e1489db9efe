import { type WorkListKey, workListKeys } from '../../parts/work-list/work-list-keys.ts';

/** What a key asks of the inbox. */
export type ConflictKey = WorkListKey | 'reapply' | 'keep' | 'undo';

export const conflictKey = workListKeys<ConflictKey>({ KeyR: 'reapply', KeyE: 'keep', Enter: 'keep', NumpadEnter: 'keep', KeyZ: 'undo' });

/** Space and Enter belong to a button or a tick box that has the focus; the letters are the list's even then. */
export const pressesControl = (key: ConflictKey, code: string): boolean => code === 'Space' || (key === 'keep' && code !== 'KeyE');
