import type { LeadKey } from './lead-keys.ts';
import type { Move } from './use-active-row.ts';

export type KeyActions = Readonly<{
  move: (by: Move) => void;
  tick: (extend: boolean) => void;
  all: () => void;
  open: () => void;
  /** Absent where nothing is ticked: Escape is left to whoever else wants it. */
  clear: (() => void) | undefined;
}>;

/** Does what a key asks; false leaves the key to the browser. */
export function actOnKey(key: LeadKey, { move, tick, all, open, clear }: KeyActions): boolean {
  if (key === 'toggle' || key === 'extend') tick(key === 'extend');
  else if (key === 'all') all();
  else if (key === 'open') open();
  else if (key === 'clear') clear?.();
  else move(key);
  return key !== 'clear' || clear !== undefined;
}
