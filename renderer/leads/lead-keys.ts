import type { KeyPress } from '../parts/key-press.ts';

/** What a key asks of the lead table; `/` and Ctrl+Z are the whole desk's (`parts/shortcut-keys.ts`). */
export type LeadKey = 'down' | 'up' | 'pageDown' | 'pageUp' | 'first' | 'last' | 'toggle' | 'extend' | 'all' | 'open' | 'clear';

const plain: Readonly<Record<string, LeadKey>> = {
  KeyJ: 'down',
  ArrowDown: 'down',
  KeyK: 'up',
  ArrowUp: 'up',
  PageDown: 'pageDown',
  PageUp: 'pageUp',
  Home: 'first',
  End: 'last',
  Space: 'toggle',
  KeyX: 'toggle',
  Enter: 'open',
  NumpadEnter: 'open',
  Escape: 'clear',
};

const shifted: Readonly<Record<string, LeadKey>> = { Space: 'extend', KeyX: 'extend', KeyJ: 'down', KeyK: 'up' };
const commanded: Readonly<Record<string, LeadKey>> = { KeyA: 'all' };

/** What a key press means while no text field has the focus; undefined leaves it to the browser. */
export function leadKey({ code, shift, command, alt, composing }: KeyPress): LeadKey | undefined {
  if (composing || alt) return undefined;
  if (command) return shift ? undefined : commanded[code];
  return shift ? shifted[code] : plain[code];
}
