import { fork } from 'node:child_process';
import type { Options } from './options.ts';
import { add, noTally, type Tally } from './run-seeds.ts';

/** What a shard is told by its environment: which one it is, of how many. */
export const shardVariable = 'TALKLENS_SIMULATE_SHARD';

export const shardOf = (value: string | undefined): Readonly<{ index: number; of: number }> | undefined => {
  const [index, of] = (value ?? '').split('/').map(Number);
  return index === undefined || of === undefined || Number.isNaN(index) ? undefined : { index, of };
};

/** Runs the seeds of a command line in several processes of this same program; they print their own failures. */
export async function runShards({ shards }: Options, args: readonly string[], program: string): Promise<Tally> {
  const sum = noTally();
  const parts = await Promise.all(Array.from({ length: shards }, (_, index) => runShard(program, args, `${index}/${shards}`)));
  for (const part of parts) add(sum, part);
  return sum;
}

const runShard = (program: string, args: readonly string[], shard: string): Promise<Tally> =>
  new Promise((resolve, reject) => {
    let told: Tally | undefined;
    const child = fork(program, [...args], { env: { ...process.env, [shardVariable]: shard } });
    child.on('message', (tally) => {
      told = tally as Tally;
    });
    child.on('exit', (code) => (told ? resolve(told) : reject(new Error(`shard ${shard} ended with ${code} and said nothing`))));
  });
