import { useCallback, useState } from 'react';
import type { LeadFilter } from '../../contract/lead-filter.ts';
import { useSteady } from '../parts/use-steady.ts';
import type { LeadPage } from '../replica/desk/lead-view.ts';
import type { Desk } from '../replica/desk.ts';
import { add, nothingSelected, rangeTo, type Selected, toggle } from './lead-selection.ts';
import { type Question, readIds } from './read-ids.ts';

export type LeadSelecting = Readonly<{
  selected: Selected;
  /** `extend`: everything from the last ticked row to this one. */
  tick: (index: number, extend: boolean) => Promise<void>;
  tickMatching: () => void;
  clear: () => void;
}>;

/**
 * What is ticked. It belongs to one filter and is gone with it, so that nobody changes leads that are out of sight; sorting keeps
 * it. Rows that are not loaded (a long shift-range) are asked of the replica, once.
 */
export function useLeadSelection(desk: Desk, question: Question, page: LeadPage | undefined): LeadSelecting {
  const { filter } = question;
  const [{ selected, of }, keep] = useState<Readonly<{ selected: Selected; of: LeadFilter }>>({ selected: nothingSelected, of: filter });
  const current = of === filter ? selected : nothingSelected;
  const select = useCallback((next: Selected) => keep({ selected: next, of: filter }), [filter]);

  const tick = useSteady(async (index: number, extend: boolean) => {
    const some = current.kind === 'some' ? current : await everyId(desk, question, page);
    if (extend) {
      const { from, to } = rangeTo(some, index);
      select(add(some, await readIds(desk, question, page, from, to), index));
      return;
    }
    const [id] = await readIds(desk, question, page, index, index);
    if (id !== undefined) select(toggle(some, id, index));
  });
  const tickMatching = useCallback(() => select({ kind: 'matching', filter }), [select, filter]);
  const clear = useCallback(() => select(nothingSelected), [select]);
  return { selected: current, tick, tickMatching, clear };
}

type Some = Selected & { kind: 'some' };

/** "All that match" as a list, once one of them is unticked. */
async function everyId(desk: Desk, question: Question, page: LeadPage | undefined): Promise<Some> {
  const last = Math.max(0, (page?.total ?? 0) - 1);
  return { kind: 'some', ids: new Set(await readIds(desk, question, page, 0, last)) };
}
