import { z } from '../../contract/zod.ts';
import type { Random } from '../simulate/random.ts';

/** What a server does between an event's arrival and its answer: it stores it, folds it, hands the answer over. */
export const works = ['commit', 'fold', 'outbox'] as const;
export type Work = (typeof works)[number];

/** `before`: nothing of it is written; `during`: at some instant of it; `after`: it is on the disk and nobody has been told. */
export const moments = ['before', 'during', 'after'] as const;

/** Where a server is to die: at a moment of one of its works, when it does it for the `occurrence`th time. */
export const Doom = z.strictObject({
  work: z.enum(works),
  moment: z.enum(moments),
  occurrence: z.int().positive(),
  /** For `during`: at which part of the time that the work took the last time, 0 to 1. */
  part: z.number(),
});
export type Doom = z.infer<typeof Doom>;

/** Kills of the server from outside: right after a dispatch was taken on (I7), or at any time. */
const outside = ['dispatch', 'anywhere'] as const;
/** Kills of PostgreSQL, at any time: all of it, one process that works for the server, or all of it together with the server. */
const ofDatabase = ['postmaster', 'backend', 'postmaster and server'] as const;
export type OutsideAim = (typeof outside)[number];
export type DatabaseAim = (typeof ofDatabase)[number];

/** How a server's life is to end: by its own progress, or from outside. */
export type Aim = Doom | OutsideAim | DatabaseAim;

export const isOfDatabase = (aim: OutsideAim | DatabaseAim): aim is DatabaseAim => ofDatabase.some((one) => one === aim);

/** A life is short enough for hundreds, and long enough for load. */
const latestOccurrence = 12;
const percent = 100;

/**
 * Every other kill is aimed at a moment of a work, so that each of the nine has its share; the same for a seed. Where there is a
 * database, the others are kills of that one too, one kind after another.
 */
export function aimsOf(kills: number, random: Random, database = false): readonly Aim[] {
  const others: readonly Aim[] = database ? shuffled([...ofDatabase, ...outside], random) : [];
  const targets = shuffled(
    works.flatMap((work) => moments.map((moment) => ({ work, moment }))),
    random,
  );
  return Array.from({ length: kills }, (_, index): Aim => {
    const target = targets[(index / 2) % targets.length];
    if (!target) return others[((index - 1) / 2) % others.length] ?? random.pick(outside);
    return { ...target, occurrence: 1 + random.below(latestOccurrence), part: random.below(percent) / percent };
  });
}

export const nameOf = (aim: Aim): string => (typeof aim === 'string' ? aim : `${aim.moment} ${aim.work}`);

/** Fisher and Yates. */
function shuffled<T>(list: readonly T[], random: Random): readonly T[] {
  const mixed = [...list];
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = random.below(last + 1);
    [mixed[last], mixed[other]] = [mixed[other] as T, mixed[last] as T];
  }
  return mixed;
}
