import type { FaultKind } from './faults.ts';
import type { Mutation } from './mutation.ts';
import { type Told, tell } from './run-story.ts';
import { storyOf, type Telling } from './story.ts';

/** What came of many seeds. Plain data: shards send it to whoever adds them up. */
export type Tally = {
  seeds: number;
  steps: number;
  commands: number;
  messages: number;
  faults: Partial<Record<FaultKind, number>>;
  /** Seeds that broke a promise. */
  failed: number[];
};

export const noTally = (): Tally => ({ seeds: 0, steps: 0, commands: 0, messages: 0, faults: {}, failed: [] });

export type Range = Readonly<{
  from: number;
  seeds: number /** From one seed to the next. */;
  stride: number /** Whether to go on. */;
  goesOn: () => boolean;
}> &
  Telling;

/** Tells the stories of some seeds, one after another. */
export async function runSeeds(
  { from, seeds, stride, goesOn, backups = false }: Range,
  mutation: Mutation,
  failed: (seed: number, told: Told) => void,
): Promise<Tally> {
  const tally = noTally();
  for (let index = 0; index < seeds && goesOn(); index++) {
    const seed = from + index * stride;
    const told = await tell(storyOf(seed, { backups }), { mutation });
    add(tally, toTally(seed, told));
    if (told.violations.length > 0) failed(seed, told);
    await new Promise((resolve) => setImmediate(resolve)); // signals, and what was printed
  }
  return tally;
}

const toTally = (seed: number, { steps, commands, messages, faults, violations }: Told): Tally => ({
  ...{ seeds: 1, steps, commands, messages },
  faults: Object.fromEntries(faults),
  failed: violations.length > 0 ? [seed] : [],
});

/** Adds one tally to another. */
export function add(sum: Tally, { seeds, steps, commands, messages, faults, failed }: Tally): void {
  sum.seeds += seeds;
  sum.steps += steps;
  sum.commands += commands;
  sum.messages += messages;
  for (const [kind, count] of Object.entries(faults) as [FaultKind, number][]) sum.faults[kind] = (sum.faults[kind] ?? 0) + count;
  sum.failed.push(...failed);
}
