import type { Dispatch } from '../../../contract/dispatch.ts';
import type { FailureCode } from '../../../contract/failure.ts';
import { noItems } from '../../../domain/dispatching/item-step.ts';
import { joinParts } from '../../../domain/dispatching/join-parts.ts';
import { byCodeUnit } from '../../../domain/order.ts';
import type { DispatchParts, DispatchView } from '../desk.ts';

/** One dispatch as it is known here. `discarded`: it was refused, and somebody has put that aside. */
export type PartView = Omit<DispatchView, 'parts'> & Readonly<{ discarded?: true }>;
export type PartViews = readonly [PartView, ...PartView[]];

/**
 * The parts of one message as one; undefined where all of it was discarded. Its counts sum to everybody who is known here to be in it (I7): whom
 * the server refused were to get it and do not, so that they have failed.
 */
export function joinViews(all: PartViews): DispatchView | undefined {
  if (all.every(({ discarded }) => discarded)) return undefined;
  const parts = newestOfEach(all);
  const [first] = parts;
  if (!first.part) return first;
  const live = parts.filter(({ rejected }) => !rejected);
  const review = live.find((part) => part.review)?.review;
  const joined = joinParts(parts.map(toCounted) as [Dispatch, ...Dispatch[]]);
  const pending = live.some(isBeingCancelled) || (live.length > 0 && live.every(isWaiting));
  const isOver = joined.state === 'cancelled' || live.length === 0;
  return {
    ...joined,
    pending,
    ...(live.length === 0 && first.rejected && { rejected: first.rejected }),
    ...(review && { review }),
    parts: {
      count: first.part.count,
      ...(live.length > 0 && refusedAmong(parts)),
      ...(!pending && !review && hereAmong(live)),
      ...(!isOver && missingFrom(parts, first.part.people)),
    },
  };
}

/** In their order. Of one that was asked for once more after it was refused, what became of it then. */
export function newestOfEach(all: PartViews): PartViews {
  const byNumber = new Map<number, PartView>();
  for (const part of [...all].sort((a, b) => byCodeUnit(a.id, b.id))) {
    const number = part.part?.number ?? 1;
    const before = byNumber.get(number);
    if (!before || before.rejected || !part.rejected) byNumber.set(number, part);
  }
  return [...byNumber].sort(([a], [b]) => a - b).map(([, part]) => part) as [PartView, ...PartView[]];
}

const isBeingCancelled = ({ pending, counts }: PartView): boolean => pending && counts.cancelled > 0;
const isWaiting = (part: PartView): boolean => part.pending && !isBeingCancelled(part);

/** Everybody it is about: the counts always sum to them (I7). */
export const peopleOf = ({ counts }: Pick<PartView, 'counts'>): number => Object.values(counts).reduce((sum, count) => sum + count, 0);
const peopleIn = (parts: readonly PartView[]): number => parts.reduce((sum, part) => sum + peopleOf(part), 0);

function toCounted(part: PartView): Dispatch {
  const { pending: _pending, rejected, review: _review, discarded: _discarded, ...dispatch } = part;
  return rejected ? { ...dispatch, state: 'failed', counts: { ...noItems(), failed: peopleOf(part) } } : dispatch;
}

function refusedAmong(parts: PartViews): Pick<DispatchParts, 'refused'> {
  const refused = parts.filter(({ rejected }) => rejected);
  const codes = new Set<FailureCode>(refused.flatMap(({ rejected }) => rejected ?? []));
  return refused.length > 0 ? { refused: { people: peopleIn(refused), codes: [...codes] } } : {};
}

function hereAmong(live: readonly PartView[]): Pick<DispatchParts, 'here'> {
  const here = peopleIn(live.filter(isWaiting));
  return here > 0 ? { here } : {};
}

function missingFrom(parts: PartViews, people: number | undefined): Pick<DispatchParts, 'missing'> {
  const missing = people === undefined ? 0 : people - peopleIn(parts);
  return missing > 0 ? { missing } : {};
}
