import type { KeyPress } from '../parts/key-press.ts';

/** What a key asks of the queue. */
export type ReviewKey = 'down' | 'up' | 'first' | 'last' | 'toggle' | 'all' | 'approve' | 'refuse' | 'reevaluate' | 'undo' | 'clear';

const plain: Readonly<Record<string, ReviewKey>> = {
  KeyJ: 'down',
  ArrowDown: 'down',
  KeyK: 'up',
  ArrowUp: 'up',
  Home: 'first',
  End: 'last',
  Space: 'toggle',
  KeyX: 'toggle',
  KeyA: 'approve',
  KeyR: 'refuse',
  KeyE: 'reevaluate',
  KeyZ: 'undo',
  Escape: 'clear',
};

/** What a key press means while no text field has the focus; undefined leaves it to the browser or the desk. */
export function reviewKey({ code, shift, command, alt, composing }: KeyPress): ReviewKey | undefined {
  if (composing || alt || shift) return undefined;
  if (command) return code === 'KeyA' ? 'all' : undefined;
  return plain[code];
}

/** Space belongs to a button or a tick box that has the focus; the letters are the queue's even then. */
export const pressesControl = (_key: ReviewKey, code: string): boolean => code === 'Space';
