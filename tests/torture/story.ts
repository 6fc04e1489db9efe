import { type Random, seededRandom } from '../simulate/random.ts';
import type { Doom } from './doom.ts';
import { dayMs, hourMs } from './hours.ts';
import { planLives } from './plan-lives.ts';

/** A dispatch holds at most so many here: each is a call of its own, and a life has several to die in. */
const mostRecipients = 25;
/** Later lives only finish what was asked for. */
const askingShare = 0.9;
/** Some are asked for twice and thrice, so that the caps are met. */
const peoplePerItem = 1;
const productCount = 40;
/** Of those whom a life's dispatches are for. */
const optOutShare = 0.08;
/** Those that are sent later than asked for. */
const scheduledShare = 0.2;
const scheduledWithinHours = 3;

/** Of one server process in one life. */
export type Process = Readonly<{ doom?: Doom; skewMs: number; timeZone: string }>;

/** A stretch between two kills. Times are true ones, epoch ms; `skewMs` of a process is how much its clock is wrong. */
export type Life = Readonly<{
  trueNow: number;
  processes: readonly Process[];
  /** Undisturbed so long before the dooms are armed; real milliseconds. */
  armAfterMs: number;
  /** Whoever has not died of its doom by then is killed from outside; real milliseconds. */
  killAfterMs: number;
  /** So long the others go on once the doomed ones have died; real milliseconds. */
  outlivesMs: number;
  /** Dispatches that are asked for in this life. */
  dispatches: readonly number[];
  /** Some of those whom they are for: they opt out meanwhile, one after another. */
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
  const people = Math.max(Math.ceil(items * peoplePerItem), mostRecipients);
  const dispatches = planDispatches(items, people, random);
  const asking = Math.max(Math.floor(lives * askingShare), 1);
  return {
    people,
    products: productCount,
    dispatches,
    lives: planLives({ lives, processes }, random).map((life, number) => {
      const mine = dispatches.flatMap((_, index) => (index % asking === number ? [index] : []));
      return { ...life, dispatches: mine, optOuts: optingOut(mine, dispatches, random) };
    }),
  };
}

const optingOut = (asked: readonly number[], dispatches: readonly PlannedDispatch[], random: Random): readonly number[] =>
  asked.flatMap((index) => dispatches[index]?.recipients ?? []).flatMap(({ user }) => (random.chance(optOutShare) ? [user] : []));

function planDispatches(items: number, people: number, random: Random): readonly PlannedDispatch[] {
  const sizes = Array.from({ length: Math.ceil(items / mostRecipients) }, (_, index) =>
    Math.min(mostRecipients, items - index * mostRecipients),
  );
  return sizes.map((size, index) => ({
    recipients: pickSome(people, size, random).map((user) => ({ user, product: (index + random.below(2)) % productCount })),
    ...(random.chance(scheduledShare) && { sendsAfterMs: random.below(scheduledWithinHours) * hourMs }),
    clientSkewMs: random.pick([0, 0, dayMs, -dayMs]),
  }));
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
