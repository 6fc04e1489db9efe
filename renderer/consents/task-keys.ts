import type { KeyPress } from '../parts/key-press.ts';
import type { ListMove } from '../parts/list-selection.ts';

/** What a key asks of the list of tasks. */
export type TaskKey = ListMove | 'toggle' | 'all' | 'do' | 'open' | 'clear';

const plain: Readonly<Record<string, TaskKey>> = {
  KeyJ: 'down',
  ArrowDown: 'down',
  KeyK: 'up',
  ArrowUp: 'up',
  Home: 'first',
  End: 'last',
  Space: 'toggle',
  KeyX: 'toggle',
  KeyN: 'do',
  Enter: 'do',
  KeyO: 'open',
  Escape: 'clear',
};

/** What a key press means while no text field has the focus; undefined leaves it to the browser or the desk. */
export function taskKey({ code, shift, command, alt, composing }: KeyPress): TaskKey | undefined {
  if (composing || alt || shift) return undefined;
  if (command) return code === 'KeyA' ? 'all' : undefined;
  return plain[code];
}

/** Space and Enter belong to a button or a tick box that has the focus, arrows to a choice. */
export const pressesControl = (_key: TaskKey, code: string): boolean => code === 'Space' || code === 'Enter' || code.startsWith('Arrow');
