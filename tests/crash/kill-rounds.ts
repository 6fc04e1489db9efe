import { elapsed } from '../simulate/pace.ts';
import type { Random } from '../simulate/random.ts';
import type { Marketer } from './marketer.ts';
import type { Progress, PublisherProcess } from './publisher-process.ts';
import type { ServerProcess } from './server-process.ts';

/** How long a server lives after its first acknowledgement, at least and at most. */
const lifeMs = { least: 50, most: 1_500 };

/** Half of the kills are aimed: they come this soon after a dispatch was taken on, while items are between intent and answer (I7). */
const aimedShare = 0.5;
const aimedWithinMs = 40;

/** One kill: how long the server had been acknowledging, what was on its way, and how long until it listened again. */
export type Round = Readonly<{ livedMs: number; atKill: Progress; restartMs: number }>;

type Rounds = Readonly<{
  kills: number;
  random: Random;
  publisher: PublisherProcess;
  marketer: Marketer;
  first: ServerProcess;
  restart: () => Promise<ServerProcess>;
  onRound: (round: Round) => void;
}>;

/** Kills the server at seeded moments, each after it has acknowledged something in this life and so under load. Returns the last one. */
export async function killRounds({ kills, random, publisher, marketer, first, restart, onRound }: Rounds): Promise<ServerProcess> {
  let server = first;
  for (let killed = 0; killed < kills; killed += 1) {
    const { acknowledged } = publisher.progress();
    await publisher.until((progress) => progress.acknowledged > acknowledged);
    const acknowledgedAt = performance.now();
    await moment(random, marketer);
    await server.kill();
    const livedMs = performance.now() - acknowledgedAt;
    const atKill = publisher.progress();
    const killedAt = performance.now();
    server = await restart();
    onRound({ livedMs, atKill, restartMs: performance.now() - killedAt });
  }
  return server;
}

/** The same draws for a seed, however fast the machine. */
async function moment(random: Random, marketer: Marketer): Promise<void> {
  const [livesMs, aimed, behindMs] = [
    lifeMs.least + random.below(lifeMs.most - lifeMs.least),
    random.chance(aimedShare),
    random.below(aimedWithinMs),
  ];
  await elapsed(livesMs);
  if (!aimed) return;
  await Promise.race([marketer.nextDispatch(), elapsed(lifeMs.most)]);
  await elapsed(behindMs);
}
