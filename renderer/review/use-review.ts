import { useState } from 'react';
import { moved, stillHere, toggled } from '../parts/list-selection.ts';
import type { Done } from '../replica/desk/lead-act.ts';
import type { Desk } from '../replica/desk.ts';
import type { RequestPlace, ReviewPage, ReviewRow } from '../replica/requests/review-row.ts';
import { useUiStore } from '../ui-state/store.ts';
import type { Undoable } from '../ui-state/undo-slice.ts';
import type { ReviewKey } from './review-keys.ts';

export type Verdict = 'approve' | 'refuse';

export type Review = Readonly<{
  active: number;
  ticked: ReadonlySet<string>;
  /** The last decision was not even stored here. */
  failed: boolean;
  moveTo: (index: number) => void;
  tick: (requestEventId: string) => void;
  clear: () => void;
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

/** What the marketer is doing in the queue. A decided request leaves it, and the next one has taken its place under the keys. */
export function useReview(desk: Desk, page: ReviewPage | undefined, onUndo: () => void): Review {
  const did = useUiStore((state) => state.did);
  const [held, hold] = useState(0);
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set());
  const [looking, look] = useState<readonly ReviewRow[]>();
  const [failed, setFailed] = useState(false);
  const rows = page?.rows ?? [];
  const active = Math.max(0, Math.min(held, rows.length - 1));
  const ticked = stillHere(
    chosen,
    rows.map(({ requestEventId }) => requestEventId),
  );

  const stored = (act: Promise<Done>, decided: NonNullable<Undoable['decided']>) => {
    choose(new Set());
    act.then(
      (done) => {
        setFailed(false);
        did({ ...done, changes: [], decided });
      },
      () => setFailed(true),
    );
  };
  const decide = (requests: readonly RequestPlace[], verdict: Verdict) => stored(desk.decide(requests, verdict), verdict);
  /** What is ticked, or else the active row. */
  const here = () => (ticked.size > 0 ? rows.filter(({ requestEventId }) => ticked.has(requestEventId)) : rows.slice(active, active + 1));
  const decideHere = (verdict: Verdict) => {
    const due = here();
    if (due.length > 0) decide(due, verdict);
  };
  const lookHere = () => look(here());
  const stopLooking = () => look(undefined);
  const reevaluate = (requests: readonly RequestPlace[]) => {
    stopLooking();
    stored(desk.reevaluate(requests), 'reevaluated');
  };
  const tick = (id: string) => choose(toggled(ticked, id));
  const clear = () => choose(new Set());

  const press = (key: ReviewKey): boolean => {
    const current = rows[active]?.requestEventId;
    if (key === 'undo') onUndo();
    else if (key === 'clear') clear();
    else if (current === undefined) return false;
    else if (key === 'toggle') tick(current);
    else if (key === 'all') choose(new Set(rows.map(({ requestEventId }) => requestEventId)));
    else if (key === 'reevaluate') lookHere();
    else if (key === 'approve' || key === 'refuse') decideHere(key);
    else hold(moved(active, key, rows.length));
    return true;
  };
  return { active, ticked, failed, moveTo: hold, tick, clear, decide, decideHere, looking, lookHere, stopLooking, reevaluate, press };
}
