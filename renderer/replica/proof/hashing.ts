import type { Surroundings } from '../surroundings.ts';
import { percentOf } from './percent.ts';
import type { StoredDigests } from './stored-digests.ts';

/** Documents hashed at a stretch: some 5 ms, so that an edit made meanwhile is shown without delay. */
export const hashedAtOnce = 256;

/** Hashes what was noted whenever there is time, a little at a time. */
export interface Hashing {
  /** What was read at the start is shown: from now on there is time. */
  start(): void;
  /** Something was noted. */
  noted(): void;
  /** Hashes the little that is left, where it is little. */
  finishLittle(): void;
  /** Resolves when nothing is left. */
  all(): Promise<void>;
  isBusy(): boolean;
  /** How much of what was read at the start is hashed; undefined when all of it is. */
  percent(): number | undefined;
}

type Needs = Readonly<{
  stored: Pick<StoredDigests, 'settle' | 'unsettled'>;
  wait: Surroundings['wait'];
  /** A stretch was hashed, or everything. */
  onStretch: () => void;
  onDone: () => void;
  background: (work: Promise<unknown>) => void;
  ending: AbortSignal;
}>;

export function createHashing({ stored, wait, onStretch, onDone, background, ending }: Needs): Hashing {
  let started = false;
  let first: number | undefined;
  let under: Promise<void> | undefined;

  const run = async () => {
    await wait(0, ending); // never in the way of whoever stored something
    while (!ending.aborted && stored.settle(hashedAtOnce) > 0) {
      onStretch();
      await wait(0, ending);
    }
    first = undefined;
    if (!ending.aborted) onDone();
  };

  const all = (): Promise<void> => {
    under ??= run().finally(() => {
      under = undefined;
    });
    return under;
  };

  return {
    all,
    start: () => {
      started = true;
      first = stored.unsettled() || undefined;
      background(all());
    },
    noted: () => {
      if (started && !under) background(all());
    },
    finishLittle: () => {
      if (first === undefined && stored.unsettled() <= hashedAtOnce) stored.settle(hashedAtOnce);
    },
    isBusy: () => under !== undefined,
    percent: () => first && percentOf(first - stored.unsettled(), first),
  };
}
