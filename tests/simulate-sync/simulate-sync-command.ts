import { resolve } from 'node:path';
import { lastWords } from '../simulate/parse-options.ts';
import { bugs } from './bugs.ts';
import { type Options, readOptions, usage } from './options.ts';
import { failureLines, shrunkLines, tallyLines } from './report.ts';
import { runSeeds, type Tally } from './run-seeds.ts';
import type { Told } from './run-story.ts';
import { runShards, shardOf, shardVariable } from './shards.ts';
import { shrink } from './shrink.ts';
import { storyOf } from './story.ts';

const print = (...lines: readonly string[]) => process.stdout.write(lines.map((line) => `${line}\n`).join(''));

/** Enough to see whether they are one defect or several. */
const mostShrunk = 3;

async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options.help) print(usage.trimEnd());
  else if (options.listBugs) print(...Object.keys(bugs));
  else return run(options, args);
  return 0;
}

async function run(options: Options, args: readonly string[]): Promise<number> {
  const shard = shardOf(process.env[shardVariable]);
  const began = performance.now();
  if (options.shards > 1 && !shard) {
    const tally = await runShards(options, args, resolve(process.argv[1] ?? ''));
    print(...tallyLines(tally, performance.now() - began));
    return tally.failed.length > 0 ? 1 : 0;
  }
  const tally = await runHere(options, shard ?? { index: 0, of: 1 });
  if (shard) process.send?.(tally);
  else print(...tallyLines(tally, performance.now() - began));
  return tally.failed.length > 0 ? 1 : 0;
}

/** Prints what fails, and what is left of it when everything is left out that the failure does not need. */
async function runHere(
  { seeds, from, seconds, bug, backups }: Options,
  { index, of }: Readonly<{ index: number; of: number }>,
): Promise<Tally> {
  const mutation = bug === undefined ? {} : (bugs[bug] ?? {});
  const until = seconds === undefined ? Number.POSITIVE_INFINITY : performance.now() + seconds * 1_000;
  const failures: (readonly [number, Told])[] = [];
  const share = Math.ceil((seeds - index) / of);
  const goesOn = () => performance.now() < until && (bug === undefined || failures.length === 0);
  const tally = await runSeeds({ from: from + index, seeds: share, stride: of, goesOn, backups }, mutation, (seed, told) => {
    failures.push([seed, told]);
    print(...failureLines(seed, told, storyOf(seed, { backups })));
  });
  for (const [seed, told] of failures.slice(0, mostShrunk)) print(...shrunkLines(await shrink(storyOf(seed, { backups }), told, mutation)));
  if (bug !== undefined) print(failures[0] ? `${bug} is found by seed ${failures[0][0]}` : `${bug} is not found`);
  return tally;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    print(lastWords(error));
    process.exitCode = 2;
  },
);
