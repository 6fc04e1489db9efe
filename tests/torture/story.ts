import { type Random, seededRandom } from '../simulate/random.ts';
import { type Doom, persistedSteps } from './doom.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** Monday, 23 November 2026, 09:30 in Seoul. */
export const storyBegins = Date.UTC(2026, 10, 23, 0, 30);
/** A dispatch holds at most so many here. */
const mostRecipients = 500;
/** In each life that asks for any, so that there is something to die in. */
const dispatchesPerLife = 2;
/** Later lives only finish what was asked for. */
const askingShare = 0.75;
const peoplePerItem = 0.5;
const productCount = 40;
const optOutShare = 0.12;
/** Real milliseconds until a life is ended from outside. */
const shortestMs = 3_000;
const longestMs = 10_000;
const timeZones = ['Asia/Seoul', 'America/New_York', 'Pacific/Auckland', 'UTC'] as const;

/** Of one server process in one life. */
export type Process = Readonly<{ doom?: Doom; skewMs: number; timeZone: string }>;

/** A stretch between two kills. Times are true ones, epoch ms; `skewMs` of a process is how much its clock is wrong. */
export type Life = Readonly<{
  trueNow: number;
  processes: readonly Process[];
  /** Where nothing kills it before, it is killed from outside then; real milliseconds. */
  killAfterMs: number;
  /** Dispatches that are asked for in this life, and people who opt out in it. */
  dispatches: readonly number[];
  optOuts: readonly number[];
}>;

/** Users and products by number. `clientSkewMs`: how wrong the desk's clock was. */
export type PlannedDispatch = Readonly<{
  recipients: readonly Readonly<{ user: number; product: number }>[];
  sendsAfterMs?: number;
  clientSkewMs: number;
}>;

export type Story = Readonly<{ people: number; products: number; dispatches: readonly PlannedDispatch[]; lives: readonly Life[] }>;

export type StorySize = Readonly<{ items: number; lives: number; processes: number; seed: string }>;

/** Everything that is to happen; the same for a seed. */
export function tellStory({ items, lives, processes, seed }: StorySize): Story {
  const random = seededRandom('torture', seed);
  const asking = Math.max(Math.floor(lives * askingShare), 1);
  const size = Math.min(Math.ceil(items / (asking * dispatchesPerLife)), mostRecipients);
  const people = Math.max(Math.ceil(items * peoplePerItem), size);
  const dispatches = planDispatches({ items, size, people }, random);
  const optingOut = pickSome(people, Math.floor(people * optOutShare), random);
  return {
    people,
    products: productCount,
    dispatches,
    lives: planLives({ lives, asking, processes, dispatches: dispatches.length, optingOut }, random),
  };
}

type Sizes = Readonly<{ items: number; size: number; people: number }>;

function planDispatches({ items, size: most, people }: Sizes, random: Random): readonly PlannedDispatch[] {
  const sizes = Array.from({ length: Math.ceil(items / most) }, (_, index) => Math.min(most, items - index * most));
  return sizes.map((size, index) => ({
    recipients: pickSome(people, size, random).map((user) => ({ user, product: (index + random.below(2)) % productCount })),
    ...(random.chance(0.2) && { sendsAfterMs: random.below(3) * hourMs }),
    clientSkewMs: random.pick([0, 0, dayMs, -dayMs]),
  }));
}

type LifePlan = Readonly<{ lives: number; asking: number; processes: number; dispatches: number; optingOut: readonly number[] }>;

function planLives({ lives, asking, processes, dispatches, optingOut }: LifePlan, random: Random): readonly Life[] {
  let trueNow = storyBegins;
  const targets = persistedSteps.flatMap((step) => (['before', 'after'] as const).map((moment) => ({ step, moment })));
  return Array.from({ length: lives }, (_, number): Life => {
    if (number > 0) trueNow = nextMoment(trueNow, random);
    const doomed = number % 4 !== 3;
    return {
      trueNow,
      processes: Array.from({ length: processes }, (__, index) => ({
        ...(doomed && {
          doom: { ...(targets[(number + index * 3) % targets.length] ?? targets[0]), occurrence: random.chance(0.3) ? 2 : 1 } as Doom,
        }),
        skewMs: number % 6 === 5 ? random.pick([dayMs, -dayMs]) : 0,
        timeZone: random.pick(timeZones),
      })),
      killAfterMs: shortestMs + random.below(longestMs - shortestMs),
      dispatches: Array.from({ length: dispatches }, (__, index) => index).filter((index) => index % asking === number),
      optOuts: optingOut.filter((__, index) => index % lives === number),
    };
  });
}

/** Some minutes on, an hour, or one of the moments at which the night begins or ends. */
function nextMoment(now: number, random: Random): number {
  const midnight = Math.floor((now + 9 * hourMs) / dayMs) * dayMs - 9 * hourMs;
  const edges = [20 * hourMs + 49.5 * minuteMs, 21.5 * hourMs, dayMs + 7 * hourMs + 59.9 * minuteMs, dayMs + 9 * hourMs].map(
    (at) => midnight + at,
  );
  const later = edges.filter((at) => at > now);
  if (random.chance(0.35) && later[0] !== undefined) return later[0];
  return now + (1 + random.below(90)) * minuteMs;
}

/** So many different numbers below `count`, in no order. */
function pickSome(count: number, size: number, random: Random): readonly number[] {
  const all = Array.from({ length: count }, (_, index) => index);
  for (let index = 0; index < size; index += 1) {
    const other = index + random.below(count - index);
    [all[index], all[other]] = [all[other] as number, all[index] as number];
  }
  return all.slice(0, size);
}
