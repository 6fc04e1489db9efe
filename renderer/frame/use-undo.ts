import { useCallback, useEffect, useRef, useState } from 'react';
import type { FailureCode } from '../../contract/failure.ts';
import type { RefusedCommand } from '../replica/desk/own-command.ts';
import type { Desk } from '../replica/desk.ts';
import { DeskError } from '../replica/desk-error.ts';
import { useUiStore } from '../ui-state/store.ts';
import { inverseWay, type Undoable } from '../ui-state/undo-slice.ts';

/** What the undo toast says: what was done, undone or redone, with the way back; that there is nothing; or why it could not be. */
export type UndoNotice =
  | Readonly<{ kind: 'did'; done: Undoable; back: 'undo' | 'redo' }>
  | Readonly<{ kind: 'nothing'; back: 'undo' | 'redo' }>
  | Readonly<{ kind: 'failed'; code: FailureCode }>;

export type Undoing = Readonly<{ notice: UndoNotice | undefined; undoLast: () => void; redoLast: () => void; hush: () => void }>;

/**
 * Takes back the newest own change of this session, and takes that back again, and says what can be or was. What the server refused
 * was never done. One at a time: a key that repeats faster than the store waits for its turn.
 */
export function useUndo(desk: Desk, refused: readonly RefusedCommand[]): Undoing {
  const undoable = useUiStore((state) => state.undoable);
  const redoable = useUiStore((state) => state.redoable);
  const [notice, setNotice] = useState<UndoNotice>();
  const turn = useRef(Promise.resolve());

  useEffect(() => {
    for (const { id } of refused) useUiStore.getState().forget(id);
  }, [refused]);

  useEffect(
    () =>
      useUiStore.subscribe(({ undoable }, before) => {
        const done = undoable.at(-1);
        const added = done && undoable.length >= before.undoable.length && done !== before.undoable.at(-1);
        if (added) setNotice({ kind: 'did', done, back: 'undo' });
      }),
    [],
  );

  const step = useCallback(
    async (back: 'undo' | 'redo') => {
      const { undoable, redoable, undid, redid } = useUiStore.getState();
      const newest = (back === 'undo' ? undoable : redoable).at(-1);
      if (!newest) return setNotice({ kind: 'nothing', back });
      const { undoes, leads, leftAlone } = await desk.undo(newest).catch((error: unknown) => {
        if (codeOf(error) === 'undo.nothingLeft') useUiStore.getState().forget(newest.undoes);
        throw error;
      });
      const inverse = inverseOf(newest, { undoes, leads, leftAlone });
      if (back === 'redo') return redid(newest, inverse);
      undid(newest, inverse);
      setNotice({ kind: 'did', done: inverse, back: 'redo' });
    },
    [desk],
  );
  const inTurn = useCallback(
    (back: 'undo' | 'redo') => {
      turn.current = turn.current.then(() => step(back)).catch((error: unknown) => setNotice({ kind: 'failed', code: codeOf(error) }));
    },
    [step],
  );

  const undoLast = useCallback(() => inTurn('undo'), [inTurn]);
  const redoLast = useCallback(() => inTurn('redo'), [inTurn]);
  const hush = useCallback(() => setNotice(undefined), []);
  const gone = notice?.kind === 'did' && !(notice.back === 'undo' ? undoable : redoable).includes(notice.done);
  return { notice: gone ? undefined : notice, undoLast, redoLast, hush };
}

/** What was undone or redone; conflicts are counted as they were settled, not by the leads that were written. */
const inverseOf = (
  { changes, settled, policy, decided, ...newest }: Undoable,
  done: Pick<Undoable, 'undoes' | 'leads' | 'leftAlone'>,
): Undoable => ({
  ...{ ...done, changes, way: inverseWay(newest) },
  ...(settled && { settled, leads: newest.leads }),
  ...(policy && { policy }),
  ...(decided && { decided }),
});

const codeOf = (error: unknown): FailureCode => (error instanceof DeskError ? error.code : 'replica.storage');
