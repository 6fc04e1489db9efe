import { useState } from 'react';
import { type TickedRows, useTickedRows } from '../parts/work-list/use-ticked-rows.ts';
import type { Done } from '../replica/desk/lead-act.ts';
import type { Desk } from '../replica/desk.ts';
import type { RequestPlace, ReviewPage, ReviewRow } from '../replica/requests/review-row.ts';
import { useUiStore } from '../ui-state/store.ts';
import type { Undoable } from '../ui-state/undo-slice.ts';
import type { ReviewKey } from './review-keys.ts';

export type Verdict = 'approve' | 'refuse';

export type Review = Omit<TickedRows<ReviewRow>, 'press'> &
  Readonly<{
    /** The last decision was not even stored here. */
    failed: boolean;
    decide: (requests: readonly RequestPlace[], verdict: Verdict) => void;
    /** Decides what is ticked, or else the active row. */
    decideHere: (verdict: Verdict) => void;
    /** Requests that are about to be put to the rules again; undefined while nobody looks. */
    looking: readonly ReviewRow[] | undefined;
    lookHere: () => void;
    stopLooking: () => void;
    reevaluate: (requests: readonly RequestPlace[]) => void;
    /** Whether it took the key. */
    press: (key: ReviewKey) => boolean;
  }>;

const idOf = ({ requestEventId }: ReviewRow) => requestEventId;

/** What the marketer is doing in the queue. */
export function useReview(desk: Desk, page: ReviewPage | undefined, onUndo: () => void): Review {
  const did = useUiStore((state) => state.did);
  const [looking, look] = useState<readonly ReviewRow[]>();
  const [failed, setFailed] = useState(false);
  const list = useTickedRows(page?.rows ?? [], idOf);
  const { current, due } = list;

  const stored = (act: Promise<Done>, decided: NonNullable<Undoable['decided']>) => {
    list.clear();
    act.then(
      (done) => {
        setFailed(false);
        did({ ...done, changes: [], decided });
      },
      () => setFailed(true),
    );
  };
  const decide = (requests: readonly RequestPlace[], verdict: Verdict) => stored(desk.decide(requests, verdict), verdict);
  const decideHere = (verdict: Verdict) => {
    if (due.length > 0) decide(due, verdict);
  };
  const lookHere = () => look(due);
  const stopLooking = () => look(undefined);
  const reevaluate = (requests: readonly RequestPlace[]) => {
    stopLooking();
    stored(desk.reevaluate(requests), 'reevaluated');
  };

  const press = (key: ReviewKey): boolean => {
    if (key === 'undo') onUndo();
    else if (key !== 'approve' && key !== 'refuse' && key !== 'reevaluate') return list.press(key);
    else if (!current) return false;
    else if (key === 'reevaluate') lookHere();
    else decideHere(key);
    return true;
  };
  return { ...list, failed, decide, decideHere, looking, lookHere, stopLooking, reevaluate, press };
}
