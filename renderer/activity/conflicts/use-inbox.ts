import { useState } from 'react';
import type { KeptValue } from '../../../contract/command/settle-conflicts.ts';
import type { ConflictPage, ConflictRow, ConflictSelection } from '../../replica/conflicts/conflict-row.ts';
import type { Desk } from '../../replica/desk.ts';
import { useUiStore } from '../../ui-state/store.ts';
import type { ConflictKey } from './conflict-keys.ts';

export type Inbox = Readonly<{
  active: number;
  ticked: ReadonlySet<string>;
  /** The last settlement was not even stored here. */
  failed: boolean;
  moveTo: (index: number) => void;
  tick: (id: string) => void;
  clear: () => void;
  settle: (selection: ConflictSelection, keep: KeptValue) => void;
  /** Settles what is ticked, or else the active row. */
  settleHere: (keep: KeptValue) => void;
  /** Whether it took the key. */
  press: (key: ConflictKey) => boolean;
}>;

/** What the marketer is doing in the inbox. A settled row leaves the list, and the next one has taken its place under the keys. */
export function useInbox(desk: Desk, page: ConflictPage | undefined, onUndo: () => void): Inbox {
  const did = useUiStore((state) => state.did);
  const [held, hold] = useState(0);
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set());
  const [failed, setFailed] = useState(false);
  const rows = page?.rows ?? [];
  const active = Math.max(0, Math.min(held, rows.length - 1));
  const ticked = here(chosen, rows);

  const settle = (selection: ConflictSelection, keep: KeptValue) => {
    choose(new Set());
    desk.settle(selection, keep).then(
      (done) => {
        setFailed(false);
        did({ ...done, changes: [], settled: keep });
      },
      () => setFailed(true),
    );
  };
  const settleHere = (keep: KeptValue) => {
    const current = rows[active]?.conflict.id;
    const ids = ticked.size > 0 ? [...ticked] : current === undefined ? [] : [current];
    if (ids.length > 0) settle({ kind: 'ids', ids }, keep);
  };
  const tick = (id: string) => choose(toggled(ticked, id));
  const clear = () => choose(new Set());

  const press = (key: ConflictKey): boolean => {
    const current = rows[active]?.conflict.id;
    if (key === 'undo') onUndo();
    else if (key === 'clear') clear();
    else if (current === undefined) return false;
    else if (key === 'toggle') tick(current);
    else if (key === 'all') choose(new Set(rows.map(({ conflict }) => conflict.id)));
    else if (key === 'reapply' || key === 'keep') settleHere(key === 'reapply' ? 'lost' : 'standing');
    else hold(moved(active, key, rows.length));
    return true;
  };
  return { active, ticked, failed, moveTo: hold, tick, clear, settle, settleHere, press };
}

/** Ticks of rows that have left the list are gone with them. */
const here = (ticked: ReadonlySet<string>, rows: readonly ConflictRow[]): ReadonlySet<string> =>
  new Set(rows.map(({ conflict }) => conflict.id).filter((id) => ticked.has(id)));

function toggled(ticked: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ticked);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** Where a key leads, never out of the list. */
export function moved(active: number, key: 'down' | 'up' | 'first' | 'last', total: number): number {
  const last = Math.max(0, total - 1);
  const steps = { down: 1, up: -1, first: -last, last };
  return Math.min(last, Math.max(0, active + steps[key]));
}
