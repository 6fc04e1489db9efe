import { useState } from 'react';
import type { KeptValue } from '../../../contract/command/settle-conflicts.ts';
import { type TickedRows, useTickedRows } from '../../parts/work-list/use-ticked-rows.ts';
import type { ConflictPage, ConflictRow, ConflictSelection } from '../../replica/conflicts/conflict-row.ts';
import type { Desk } from '../../replica/desk.ts';
import { useUiStore } from '../../ui-state/store.ts';
import type { ConflictKey } from './conflict-keys.ts';

export type Inbox = Omit<TickedRows<ConflictRow>, 'press'> &
  Readonly<{
    /** The last settlement was not even stored here. */
    failed: boolean;
    settle: (selection: ConflictSelection, keep: KeptValue) => void;
    /** Settles what is ticked, or else the active row. */
    settleHere: (keep: KeptValue) => void;
    /** Whether it took the key. */
    press: (key: ConflictKey) => boolean;
  }>;

const idOf = ({ conflict }: ConflictRow) => conflict.id;

/** What the marketer is doing in the inbox. */
export function useInbox(desk: Desk, page: ConflictPage | undefined, onUndo: () => void): Inbox {
  const did = useUiStore((state) => state.did);
  const [failed, setFailed] = useState(false);
  const list = useTickedRows(page?.rows ?? [], idOf);
  const { current, due } = list;

  const settle = (selection: ConflictSelection, keep: KeptValue) => {
    list.clear();
    desk.settle(selection, keep).then(
      (done) => {
        setFailed(false);
        did({ ...done, changes: [], settled: keep });
      },
      () => setFailed(true),
    );
  };
  const settleHere = (keep: KeptValue) => {
    if (due.length > 0) settle({ kind: 'ids', ids: due.map(idOf) }, keep);
  };

  const press = (key: ConflictKey): boolean => {
    if (key === 'undo') onUndo();
    else if (key !== 'reapply' && key !== 'keep') return list.press(key);
    else if (!current) return false;
    else settleHere(key === 'reapply' ? 'lost' : 'standing');
    return true;
  };
  return { ...list, failed, settle, settleHere, press };
}
