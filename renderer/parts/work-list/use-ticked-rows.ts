import { useState } from 'react';
import { moved, stillHere, toggled } from './list-selection.ts';
import type { WorkListKey } from './work-list-keys.ts';

export type TickedRows<R> = Readonly<{
  /** Where the keys act. A row that is done leaves the list, and the next one has taken its place. */
  active: number;
  current: R | undefined;
  ticked: ReadonlySet<string>;
  /** What is ticked, or else the active row. */
  due: readonly R[];
  moveTo: (index: number) => void;
  tick: (id: string) => void;
  clear: () => void;
  /** Whether it took the key. */
  press: (key: WorkListKey) => boolean;
}>;

/** Where the marketer is in a list of work, and what is ticked of it; ticks of rows that have left are gone with them. */
export function useTickedRows<R>(rows: readonly R[], idOf: (row: R) => string): TickedRows<R> {
  const [held, hold] = useState(0);
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set());
  const active = Math.max(0, Math.min(held, rows.length - 1));
  const current = rows[active];
  const ticked = stillHere(chosen, rows.map(idOf));
  const due = ticked.size > 0 ? rows.filter((row) => ticked.has(idOf(row))) : rows.slice(active, active + 1);
  const tick = (id: string) => choose(toggled(ticked, id));
  const clear = () => choose(new Set());

  const press = (key: WorkListKey): boolean => {
    if (key === 'clear') clear();
    else if (!current) return false;
    else if (key === 'toggle') tick(idOf(current));
    else if (key === 'all') choose(new Set(rows.map(idOf)));
    else hold(moved(active, key, rows.length));
    return true;
  };
  return { active, current, ticked, due, moveTo: hold, tick, clear, press };
}
