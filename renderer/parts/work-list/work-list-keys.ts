import type { KeyPress } from '../key-press.ts';
import type { ListMove } from './list-selection.ts';

/** What a key asks of any list of work. */
export type WorkListKey = ListMove | 'toggle' | 'all' | 'clear';

const common: Readonly<Record<string, WorkListKey>> = {
  KeyJ: 'down',
  ArrowDown: 'down',
  KeyK: 'up',
  ArrowUp: 'up',
  Home: 'first',
  End: 'last',
  Space: 'toggle',
  KeyX: 'toggle',
  Escape: 'clear',
};

/**
 * What a key press means to a list with these keys of its own, by their `code`, while no text field has the focus; undefined leaves it to the
 * browser or the desk.
 */
export function workListKeys<K>(own: Readonly<Record<string, K>>): (press: KeyPress) => K | WorkListKey | undefined {
  return ({ code, shift, command, alt, composing }) => {
    if (composing || alt || shift) return undefined;
    if (command) return code === 'KeyA' ? 'all' : undefined;
    return own[code] ?? common[code];
  };
}
