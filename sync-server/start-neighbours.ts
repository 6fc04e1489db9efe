import type { Logger } from 'pino';
import { createLearning, type Learning } from './learning/create-learning.ts';
import { createNeighbourLearner } from './learning/neighbour-learner.ts';
import type { PublishModel } from './learning/publish-model.ts';
import type { Metrics } from './metrics.ts';
import type { ServerPorts } from './ports.ts';
import type { Store } from './store/port/store.ts';
import type { WakeUps } from './wake-ups/wake-ups.ts';

const msPerSecond = 1_000;

type Rooms = Readonly<{ store: Store; publish: PublishModel; metrics: Metrics; wakeUps: WakeUps; log: Logger }>;

/** Learns which products go together. Of several servers on one database one follows the feed; each makes a file when it is asked to. */
export async function startNeighbours(
  { store, publish, metrics, wakeUps, log }: Rooms,
  { now, startNeighbours: start = createNeighbourLearner }: Pick<ServerPorts, 'now' | 'startNeighbours'>,
  stops: (() => unknown)[],
): Promise<Learning> {
  const learner = start();
  stops.push(() => learner.stop());
  const made = (ms: number, bytes: number) => {
    metrics.learning.observe(ms / msPerSecond);
    metrics.neighbourFile.set(bytes);
  };
  const learning = createLearning({ store, wakeUps, learner, publish, now, made, log });
  const following = store.shared?.alone('neighbours', learning.follow) ?? (await learning.follow());
  stops.push(() => following.stop());
  return learning;
}
