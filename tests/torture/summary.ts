import type { DispatchItem } from '../../contract/dispatch.ts';
import { deathPlaces, nameOf } from './doom.ts';
import type { Death } from './live.ts';

type Counts = Readonly<Record<string, number>>;

/** What a reader of the verdict needs to know to believe it: how much was sent, what was not and why, what went wrong, and where the servers died. */
export type Summary = Readonly<{
  /** Where the items stand; they sum to what was asked for. */
  states: Counts;
  /** Why, and how many. */
  skipped: Counts;
  failed: Counts;
  /** Calls that send, and questions what became of one. */
  sends: number;
  lookups: number;
  /** Attempts after an item's first. */
  retries: number;
  /** How often each fault has struck. */
  faults: Counts;
  lives: number;
  /** How many processes died at each place, of those that were meant to. */
  killed_at: Counts;
  /** Meant to die at a place, and killed elsewhere, since they did not come there in time. */
  doom_missed: number;
  /** Meant to be killed from outside, wherever they were. */
  killed_outside: number;
}>;

export type Happened = Readonly<{
  items: readonly DispatchItem[];
  /** How often each address of the provider was called. */
  calls: Counts;
  struck: Counts;
  lives: number;
  deaths: readonly Death[];
}>;

const sendCall = 'solapi POST /messages/v4/groups/:groupId/send';
const lookUpCall = 'solapi GET /messages/v4/groups/:groupId';

export function summaryOf({ items, calls, struck, lives, deaths }: Happened): Summary {
  const because = (state: DispatchItem['state']) => countBy(items.flatMap((item) => (item.state === state ? [item.reason ?? 'none'] : [])));
  const met = countBy(deaths.flatMap(({ how, planned: { doom } }) => (how === 'doom' && doom ? [nameOf(doom)] : [])));
  return {
    states: countBy(items.map(({ state }) => state)),
    skipped: because('skipped'),
    failed: because('failed'),
    sends: calls[sendCall] ?? 0,
    lookups: calls[lookUpCall] ?? 0,
    retries: items.reduce((sum, { attempt }) => sum + Math.max(attempt - 1, 0), 0),
    faults: struck,
    lives,
    killed_at: Object.fromEntries(deathPlaces.map(nameOf).map((name) => [name, met[name] ?? 0])),
    doom_missed: deaths.filter(({ how }) => how === 'missed').length,
    killed_outside: deaths.filter(({ how }) => how === 'outside').length,
  };
}

function countBy(keys: readonly string[]): Counts {
  const counts: Record<string, number> = {};
  for (const key of [...keys].sort()) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}
