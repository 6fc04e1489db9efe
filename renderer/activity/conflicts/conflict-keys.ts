import type { KeyPress } from '../../parts/key-press.ts';

/** What a key asks of the inbox. */
export type ConflictKey = 'down' | 'up' | 'first' | 'last' | 'toggle' | 'all' | 'reapply' | 'keep' | 'undo' | 'clear';

const plain: Readonly<Record<string, ConflictKey>> = {
  KeyJ: 'down',
  ArrowDown: 'down',
  KeyK: 'up',
  ArrowUp: 'up',
  Home: 'first',
  End: 'last',
  Space: 'toggle',
  KeyX: 'toggle',
  KeyR: 'reapply',
  KeyE: 'keep',
  Enter: 'keep',
  NumpadEnter: 'keep',
  KeyZ: 'undo',
  Escape: 'clear',
};

/** What a key press means while no text field has the focus; undefined leaves it to the browser or the desk. */
export function conflictKey({ code, shift, command, alt, composing }: KeyPress): ConflictKey | undefined {
  if (composing || alt || shift) return undefined;
  if (command) return code === 'KeyA' ? 'all' : undefined;
  return plain[code];
}

/** Space and Enter belong to a button or a tick box that has the focus; the letters are the list's even then. */
export const pressesControl = (key: ConflictKey, code: string): boolean => code === 'Space' || (key === 'keep' && code !== 'KeyE');
