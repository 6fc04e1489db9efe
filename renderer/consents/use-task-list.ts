import { useState } from 'react';
import { moved, stillHere, toggled } from '../parts/list-selection.ts';
import { type ConsentTaskPage, type ConsentTaskRow, taskId } from '../replica/consents/consent-task.ts';
import { useUiStore } from '../ui-state/store.ts';
import type { TaskKey } from './task-keys.ts';

export type TaskList = Readonly<{
  active: number;
  ticked: ReadonlySet<string>;
  /** What is being told or answered; undefined while no dialog is open. */
  doing: readonly ConsentTaskRow[] | undefined;
  moveTo: (index: number) => void;
  tick: (id: string) => void;
  clear: () => void;
  /** Opens the dialog for what is ticked, or else the active row. */
  doHere: () => void;
  open: (rows: readonly ConsentTaskRow[]) => void;
  close: () => void;
  /** Whether it took the key. */
  press: (key: TaskKey) => boolean;
}>;

/** What the marketer is doing in the list. A task that is done leaves it, and the next one has taken its place under the keys. */
export function useTaskList(page: ConsentTaskPage | undefined): TaskList {
  const showLead = useUiStore((state) => state.showLead);
  const [held, hold] = useState(0);
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set());
  const [doing, setDoing] = useState<readonly ConsentTaskRow[]>();
  const rows = page?.rows ?? [];
  const active = Math.max(0, Math.min(held, rows.length - 1));
  const ticked = stillHere(chosen, rows.map(taskId));
  const current = rows[active];

  const doHere = () => {
    const due = ticked.size > 0 ? rows.filter((row) => ticked.has(taskId(row))) : rows.slice(active, active + 1);
    if (due.length > 0) setDoing(due);
  };
  const clear = () => choose(new Set());
  const tick = (id: string) => choose(toggled(ticked, id));
  const close = () => setDoing(undefined);

  const press = (key: TaskKey): boolean => {
    if (key === 'clear') clear();
    else if (!current) return false;
    else if (key === 'toggle') tick(taskId(current));
    else if (key === 'all') choose(new Set(rows.map(taskId)));
    else if (key === 'do') doHere();
    else if (key === 'open') current.leadId !== undefined && showLead(current.leadId);
    else hold(moved(active, key, rows.length));
    return true;
  };
  return { active, ticked, doing, moveTo: hold, tick, clear, doHere, open: setDoing, close, press };
}
