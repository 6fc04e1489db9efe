import { useCallback, useEffect, useState } from 'react';
import type { FailureCode } from '../../contract/failure.ts';
import type { Desk } from '../replica/desk.ts';
import { DeskError } from '../replica/desk-error.ts';
import { useUiStore } from '../ui-state/store.ts';
import type { Undoable } from '../ui-state/undo-slice.ts';

/** What the undo toast says: a change that can be taken back, one that was, that there is none, or why it could not be. */
export type UndoNotice =
  | Readonly<{ kind: 'done' | 'undone'; done: Undoable }>
  | Readonly<{ kind: 'nothing' }>
  | Readonly<{ kind: 'failed'; code: FailureCode }>;

/** Takes back the newest own change of this session, and says what can be or was. */
export function useUndo(desk: Desk): Readonly<{ notice: UndoNotice | undefined; undoLast: () => void; hush: () => void }> {
  const newest = useUiStore((state) => state.undoable.at(-1));
  const [notice, setNotice] = useState<UndoNotice>();

  useEffect(
    () =>
      useUiStore.subscribe(({ undoable }, before) => {
        const done = undoable.at(-1);
        if (done && undoable.length >= before.undoable.length && done !== before.undoable.at(-1)) setNotice({ kind: 'done', done });
      }),
    [],
  );

  const undoLast = useCallback(() => {
    if (!newest) return setNotice({ kind: 'nothing' });
    const { undoes, leads } = newest;
    useUiStore.getState().forget(undoes);
    desk.undo({ undoes, leads }).then(
      () => setNotice({ kind: 'undone', done: newest }),
      (error: unknown) => setNotice({ kind: 'failed', code: error instanceof DeskError ? error.code : 'replica.storage' }),
    );
  }, [desk, newest]);

  return { notice, undoLast, hush: useCallback(() => setNotice(undefined), []) };
}
