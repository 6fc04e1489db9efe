import type { Dispatch, DispatchState, Hold } from '../../contract/dispatch.ts';
import { itemStates } from '../../contract/dispatch.ts';
import { afterDispatchStep, endOf } from './dispatch-step.ts';
import { noItems } from './item-step.ts';

/** The message that a dispatch is all, or a part, of: its first part's id. */
export const wholeOf = ({ id, part }: Pick<Dispatch, 'id' | 'part'>): string => part?.of ?? id;

type Standing = Pick<Dispatch, 'state' | 'hold'>;
type Parts = readonly [Dispatch, ...Dispatch[]];

/** The parts of one message, in their order, as one dispatch: its counts sum to the audience of them all (I7). */
export function joinParts(parts: Parts): Dispatch {
  const [first, ...others] = parts;
  if (others.length === 0) return { ...first, id: wholeOf(first) };
  const { hold: _own, holds: _numbered, state: _at, ...shared } = first;
  const counts = sumCounts(parts);
  const provider = parts.flatMap((part) => part.provider ?? []).at(-1);
  return {
    ...shared,
    id: wholeOf(first),
    at: Math.min(...parts.map(({ at }) => at)),
    expiresAt: Math.max(...parts.map(({ expiresAt }) => expiresAt)),
    ...(provider && { provider }),
    counts,
    ...standingOf(parts, counts),
  };
}

const sumCounts = (parts: Parts): Dispatch['counts'] =>
  parts.reduce((sums, { counts }) => {
    for (const state of itemStates) sums[state] += counts[state];
    return sums;
  }, noItems());

/** From what is shown first to what is shown where nothing else is under way. */
const underway = ['sending', 'checking', 'synced', 'scheduled'] as const satisfies readonly DispatchState[];
/** What needs a person before what passes by itself. */
const gravest = ['auth', 'balance', 'quota', 'window', 'paused'] as const satisfies readonly Hold['reason'][];

/** By those parts that have not ended. It is paused once each of them is; any other hold of one is said of all, for it stands in everybody's way. */
function standingOf(parts: Parts, counts: Dispatch['counts']): Standing {
  const open = parts.filter(({ state }) => isOpenState(state));
  if (open.length === 0) return endedAs(parts, counts);
  if (open.some(({ state }) => state === 'cancelling')) return { state: 'cancelling' };
  const hold = holdOf(open);
  const isHeld = hold && (hold.reason !== 'paused' || open.every(isPaused));
  return isHeld ? { state: 'held', hold } : { state: underway.find((state) => open.some((part) => part.state === state)) ?? 'held' };
}

const isOpenState = (state: DispatchState): boolean => state === 'held' || state === 'cancelling' || underway.some((one) => one === state);
const isPaused = ({ state, hold }: Standing): boolean => state === 'held' && hold?.reason === 'paused';

/** The gravest; of two that pass by themselves the one that passes first. */
function holdOf(open: readonly Dispatch[]): Hold | undefined {
  const holds = open.flatMap(({ state, hold }) => (state === 'held' && hold ? [hold] : []));
  const reason = gravest.find((one) => holds.some((hold) => hold.reason === one));
  return holds.filter((hold) => hold.reason === reason).sort((a, b) => (a.until ?? 0) - (b.until ?? 0))[0];
}

/** Called off in part is called off. */
function endedAs(parts: Parts, counts: Dispatch['counts']): Standing {
  if (parts.some(({ state }) => state === 'cancelled')) return { state: 'cancelled' };
  const end = endOf(counts);
  return { state: (end && afterDispatchStep('sending', end)) ?? parts[0].state };
}
