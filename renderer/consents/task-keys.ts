import { type WorkListKey, workListKeys } from '../parts/work-list/work-list-keys.ts';

/** What a key asks of the list of tasks. */
export type TaskKey = WorkListKey | 'do' | 'open';

export const taskKey = workListKeys<TaskKey>({ KeyN: 'do', Enter: 'do', KeyO: 'open' });

/** Space and Enter belong to a button or a tick box that has the focus, arrows to a choice. */
export const pressesControl = (_key: TaskKey, code: string): boolean => code === 'Space' || code === 'Enter' || code.startsWith('Arrow');
