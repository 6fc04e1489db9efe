import { useCallback, useEffect, useState } from 'react';
import type { FailureCode } from '../../contract/failure.ts';
import type { Desk, RefusedCommand } from '../replica/desk.ts';
import { DeskError } from '../replica/desk-error.ts';
import { useUiStore } from '../ui-state/store.ts';
import type { Undoable } from '../ui-state/undo-slice.ts';

/** What the undo toast says: a change that can be taken back, one that was, that there is none, or why it could not be. */
export type UndoNotice =
  | Readonly<{ kind: 'done' | 'undone'; done: Undoable }>
  | Readonly<{ kind: 'nothing' }>
  | Readonly<{ kind: 'failed'; code: FailureCode }>;

export type Undoing = Readonly<{ notice: UndoNotice | undefined; undoLast: () => void; hush: () => void }>;

/** Takes back the newest own change of this session, and says what can be or was. What the server refused was never done. */
export function useUndo(desk: Desk, refused: readonly RefusedCommand[]): Undoing {
  const undoable = useUiStore((state) => state.undoable);
  const [notice, setNotice] = useState<UndoNotice>();
  const newest = undoable.at(-1);

  useEffect(() => {
    for (const { id } of refused) useUiStore.getState().forget(id);
  }, [refused]);

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

  const hush = useCallback(() => setNotice(undefined), []);
  const gone = notice?.kind === 'done' && !undoable.includes(notice.done);
  return { notice: gone ? undefined : notice, undoLast, hush };
}
