import { useCallback, useState } from 'react';

/** Rows a page key moves. */
const pageRows = 15;

export type ActiveRow = Readonly<{ active: number; moveTo: (index: number) => void }>;

/** The row the keys act on. It belongs to one question (filter and sort) and starts at the top with the next. */
export function useActiveRow(question: object): ActiveRow {
  const [{ index, of }, keep] = useState({ index: 0, of: question });
  const moveTo = useCallback((next: number) => keep({ index: next, of: question }), [question]);
  return { active: of === question ? index : 0, moveTo };
}

export type Move = 'down' | 'up' | 'pageDown' | 'pageUp' | 'first' | 'last';

/** Where a key leads, never out of the list. */
export function moved(active: number, move: Move, total: number): number {
  const last = Math.max(0, total - 1);
  const steps = { down: 1, up: -1, pageDown: pageRows, pageUp: -pageRows, first: -last, last };
  return Math.min(last, Math.max(0, active + steps[move]));
}
