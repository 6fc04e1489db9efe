import { useEffect, useRef } from 'react';
import { pressOf } from '../../parts/key-press.ts';
import { isTyping } from '../../parts/typing.ts';
import { composeKey } from './compose-key.ts';

type Acts = Readonly<{ send: () => void; leave: () => void }>;

/** Keys of a message being written; what lies over it, a dialog or a list of choices, has them first. */
export function useComposeKeys(acts: Acts): void {
  const newest = useRef(acts);
  useEffect(() => {
    newest.current = acts;
  });
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || liesOver(event.target)) return;
      const key = composeKey(pressOf(event), isTyping(event.target));
      if (!key) return;
      event.preventDefault();
      newest.current[key]();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, []);
}

/** An open calendar or list of choices closes by Escape itself. */
const liesOver = (target: EventTarget | null): boolean =>
  document.querySelector('[role="dialog"]') !== null || (target instanceof Element && target.closest('[aria-expanded="true"]') !== null);
