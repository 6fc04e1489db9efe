import { useEffect, useRef } from 'react';
import { isTyping } from '../parts/typing.ts';
import { type LeadKey, leadKey, pressOf } from './lead-keys.ts';

/** Keys of the list while nobody types and nothing lies over it. `act` says whether it took the key. */
export function useLeadKeys(act: (key: LeadKey) => boolean): void {
  const newest = useRef(act);
  useEffect(() => {
    newest.current = act;
  });

  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || busy(event.target)) return;
      const key = leadKey(pressOf(event));
      if (!key || (pressesIt(key) && onControl(event.target))) return;
      if (newest.current(key)) event.preventDefault();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, []);
}

/** Somebody types, picks from a list, or has a dialog open. */
function busy(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"]') || isTyping(target)) return true;
  return target instanceof Element && target.closest('[role="menu"], [role="listbox"]') !== null;
}

/** Space and Enter belong to a button or a tick box that has the focus. */
const pressesIt = (key: LeadKey) => key === 'toggle' || key === 'open';
const onControl = (target: EventTarget | null) => target instanceof Element && target.closest('button, a, input') !== null;
