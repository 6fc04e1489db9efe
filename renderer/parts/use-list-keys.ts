import { useEffect, useRef } from 'react';
import { type KeyPress, pressOf } from './key-press.ts';
import { isTyping } from './typing.ts';

type Reading<K> = Readonly<{
  /** What a press means to the list; undefined leaves it to the browser. */
  read: (press: KeyPress) => K | undefined;
  /** Whether a key presses a button or a tick box that has the focus, and so is its own. */
  presses: (key: K, code: string) => boolean;
}>;

/** Keys of a list while nobody types and nothing lies over it. `act` says whether it took the key. `reading` must be of the module. */
export function useListKeys<K>(reading: Reading<K>, act: (key: K) => boolean): void {
  const newest = useRef(act);
  useEffect(() => {
    newest.current = act;
  });

  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || busy(event.target)) return;
      const key = reading.read(pressOf(event));
      if (key === undefined || (reading.presses(key, event.code) && onControl(event.target))) return;
      if (newest.current(key)) event.preventDefault();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [reading]);
}

/** Somebody types, picks from a list, or has a dialog open. */
function busy(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"]') || isTyping(target)) return true;
  return target instanceof Element && target.closest('[role="menu"], [role="listbox"]') !== null;
}

const onControl = (target: EventTarget | null) => target instanceof Element && target.closest('button, a, input') !== null;
