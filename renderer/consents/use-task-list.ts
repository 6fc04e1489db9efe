import { useState } from 'react';
import { type TickedRows, useTickedRows } from '../parts/work-list/use-ticked-rows.ts';
import { type ConsentTaskPage, type ConsentTaskRow, taskId } from '../replica/consents/consent-task.ts';
import { useUiStore } from '../ui-state/store.ts';
import type { TaskKey } from './task-keys.ts';

export type TaskList = Omit<TickedRows<ConsentTaskRow>, 'press'> &
  Readonly<{
    /** What is being told or answered; undefined while no dialog is open. */
    doing: readonly ConsentTaskRow[] | undefined;
    /** Opens the dialog for what is ticked, or else the active row. */
    doHere: () => void;
    open: (rows: readonly ConsentTaskRow[]) => void;
    close: () => void;
    /** Whether it took the key. */
    press: (key: TaskKey) => boolean;
  }>;

/** What the marketer is doing in the list. */
export function useTaskList(page: ConsentTaskPage | undefined): TaskList {
  const showLead = useUiStore((state) => state.showLead);
  const [doing, setDoing] = useState<readonly ConsentTaskRow[]>();
  const list = useTickedRows(page?.rows ?? [], taskId);
  const { current, due } = list;

  const doHere = () => {
    if (due.length > 0) setDoing(due);
  };
  const close = () => setDoing(undefined);

  const press = (key: TaskKey): boolean => {
    if (key !== 'do' && key !== 'open') return list.press(key);
    if (!current) return false;
    if (key === 'do') doHere();
    else if (current.leadId !== undefined) showLead(current.leadId);
    return true;
  };
  return { ...list, doing, doHere, open: setDoing, close, press };
}
