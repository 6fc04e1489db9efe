import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { elapsed } from '../simulate/pace.ts';
import type { Random } from '../simulate/random.ts';
import { type Aim, type DatabaseAim, isOfDatabase, type OutsideAim } from './doom.ts';
import type { Database } from './ground.ts';
import type { Marketer } from './marketer.ts';
import type { Progress, PublisherProcess } from './publisher-process.ts';
import type { ServerProcess } from './server-process.ts';

/** How long a server that is killed from outside lives after its first acknowledgement, at least and at most. */
const lifeMs = { least: 50, most: 1_500 };

/** A kill aimed at a dispatch comes this soon after it was taken on, while items are between intent and answer (I7). */
const aimedWithinMs = 40;

/** A server goes on by itself after PostgreSQL did: it has then acknowledged so many more, within this time. */
const recovered = { acknowledged: 100, withinMs: 60_000 };

/** Under load a server comes to each of its works many times a second, on a busy machine many times a minute. */
const doomWithinMs = 90_000;

/** Patience that does not keep the program from ending once it was not needed. */
const runOut = (ms: number) => setTimeout(ms, undefined, { ref: false });

/** One kill: what it was aimed at and whether it met that, how long the server lived, what was on its way, and how long until it listened again. */
export type Round = Readonly<{ aim: Aim; met: boolean; livedMs: number; atKill: Progress; restartMs: number }>;

type Rounds = Readonly<{
  aims: readonly Aim[];
  random: Random;
  publisher: PublisherProcess;
  marketer: Marketer;
  /** Where doomed servers note their death, one line each. */
  deaths: string;
  database: Database | undefined;
  first: ServerProcess;
  /** Starts the next one, so that it can end as aimed; without an aim as it is shipped. */
  restart: (aim?: Aim) => Promise<ServerProcess>;
  onRound: (round: Round) => void;
}>;

/** Ends one server after another where each is aimed at, all under load. Returns the last one, which lives. */
export async function killRounds({ aims, first, restart, onRound, ...fire }: Rounds): Promise<ServerProcess> {
  let server = first;
  for (const [index, aim] of aims.entries()) {
    const startedAt = performance.now();
    const met = await meet(server, aim, fire);
    const killedAt = performance.now();
    const atKill = fire.publisher.progress();
    server = await restart(aims[index + 1]);
    onRound({ aim, met, livedMs: killedAt - startedAt, atKill, restartMs: performance.now() - killedAt });
  }
  return server;
}

type Fire = Omit<Rounds, 'aims' | 'first' | 'restart' | 'onRound'>;

async function meet(server: ServerProcess, aim: Aim, fire: Fire): Promise<boolean> {
  if (typeof aim === 'object') return awaitDoom(server, fire);
  await someTimeUnderLoad(fire);
  return isOfDatabase(aim) ? killDatabase(server, aim, fire) : killFromOutside(server, aim, fire);
}

/** After it has acknowledged something in this life. */
async function someTimeUnderLoad({ publisher, random }: Fire): Promise<void> {
  const { acknowledged } = publisher.progress();
  await publisher.until((progress) => progress.acknowledged > acknowledged);
  await elapsed(lifeMs.least + random.below(lifeMs.most - lifeMs.least));
}

async function killFromOutside(server: ServerProcess, aim: OutsideAim, { marketer, random }: Fire): Promise<true> {
  if (aim === 'dispatch') {
    await Promise.race([marketer.nextDispatch(), elapsed(lifeMs.most)]);
    await elapsed(random.below(aimedWithinMs));
  }
  await server.kill();
  return true;
}

/** Whether the server, where it was left alone, took events again by itself; then it is killed too. */
async function killDatabase(server: ServerProcess, aim: DatabaseAim, { publisher, database }: Fire): Promise<boolean> {
  if (!database) return false;
  if (aim === 'postmaster and server') await Promise.all([database.kill('postmaster'), server.kill()]);
  else await database.kill(aim);
  const { acknowledged } = publisher.progress();
  if (aim !== 'backend') await database.start();
  const goesOn = publisher.until((progress) => progress.acknowledged > acknowledged + recovered.acknowledged).then(() => true);
  const met = aim === 'postmaster and server' || (await Promise.race([goesOn, runOut(recovered.withinMs).then(() => false)]));
  goesOn.catch(() => false); // the end of the test may be before
  await server.kill();
  return met;
}

/** Whether the server ended itself where it was to. One that did not is killed. */
async function awaitDoom(server: ServerProcess, { deaths }: Fire): Promise<boolean> {
  const before = deathsIn(deaths);
  await Promise.race([server.ended, runOut(doomWithinMs)]);
  await server.kill();
  return deathsIn(deaths) > before;
}

const deathsIn = (file: string): number => readFileSync(file, 'utf8').split('\n').length;
