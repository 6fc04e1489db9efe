import type { Ground } from './ground.ts';
import type { Machine } from './machine.ts';
import { type HistoryVerdict, runHistory } from './run-history.ts';

/** A history takes a second or two; on a busy machine many times that. */
const longestMs = 120_000;

export type HistoriesRun = Readonly<{
  seeds: readonly string[];
  ground: Ground;
  /** So many histories at once, each on machines of its own. */
  teams: readonly (readonly Machine[])[];
  onVerdict: (verdict: HistoryVerdict) => void;
}>;

/** Plays the histories of all seeds; a team takes the next when it is done with one. */
export async function runHistories({ seeds, ground, teams, onVerdict }: HistoriesRun): Promise<readonly HistoryVerdict[]> {
  const waiting = [...seeds];
  const verdicts: HistoryVerdict[] = [];
  const playOn = async (machines: readonly Machine[]) => {
    for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
      const verdict = await inTime(seed, runHistory(seed, ground, machines));
      verdicts.push(verdict);
      onVerdict(verdict);
    }
  };
  await Promise.all(teams.map(playOn));
  return verdicts;
}

/** A replica that never gets there is a fault too. */
async function inTime<T>(seed: string, history: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the history of seed ${seed} has not come to its end in ${longestMs} ms`)), longestMs);
  });
  return Promise.race([history, late]).finally(() => clearTimeout(timer));
}
