import { useEffect } from 'react';
import { createKeyReader } from '../parts/shortcut-keys.ts';
import { isTyping } from '../parts/typing.ts';
import { screens } from '../ui-state/navigation-slice.ts';
import { useUiStore } from '../ui-state/store.ts';

type Actions = Readonly<{ help: () => void; undo: () => void; redo: () => void }>;

/** A screen marks its search field with this attribute, so that `/` finds it. */
export const searchAttribute = 'data-search';

/** Keys of the whole desk. Whoever types keeps their keys, Ctrl+Z in a field included; an open dialog keeps all but undo and redo. */
export function useShortcuts({ help, undo, redo }: Actions): void {
  useEffect(() => {
    const read = createKeyReader();
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isTyping(event.target)) return;
      const { key, code, altKey, shiftKey, ctrlKey, metaKey } = event;
      const meaning = read({ key, code, alt: altKey, shift: shiftKey, ctrlOrCmd: ctrlKey || metaKey }, event.timeStamp);
      if (!meaning || (!['undo', 'redo'].includes(meaning.kind) && dialogOpen())) return;
      event.preventDefault();
      if (meaning.kind === 'go') useUiStore.getState().go(screens[meaning.screen] ?? 'overview');
      if (meaning.kind === 'search') document.querySelector<HTMLElement>(`[${searchAttribute}]`)?.focus();
      if (meaning.kind === 'help') help();
      if (meaning.kind === 'undo') undo();
      if (meaning.kind === 'redo') redo();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [help, undo, redo]);
}

const dialogOpen = (): boolean => document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
