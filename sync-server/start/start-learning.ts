import { startClassifierJob } from '../learning/classifier-job.ts';
import { createLearning, type Learning } from '../learning/create-learning.ts';
import { createNeighbourLearner } from '../learning/neighbour-learner.ts';
import { createPublisher, type PublishModel } from '../learning/publish-model.ts';
import type { Ground } from './ground.ts';

const msPerSecond = 1_000;

/** Learns what requests mean from people's decisions, and which products go together. */
export async function startLearning(ground: Ground): Promise<Learning> {
  const { store, commands, wakeUps, ports, room, stops } = ground;
  const publish = createPublisher({ store, publishModel: commands.publishModel });
  const classifying = () => startClassifierJob({ store, wakeUps, learn: ports.learn, publish, now: ports.now, log: room('learning') });
  const learner = store.shared?.alone('learning', classifying) ?? (await classifying());
  stops.push(() => learner.stop());
  return startNeighbours(ground, publish);
}

/** Of several servers on one database one follows the feed; each makes a file when it is asked to. */
async function startNeighbours({ store, metrics, wakeUps, ports, room, stops }: Ground, publish: PublishModel): Promise<Learning> {
  const { now, startNeighbours: start = createNeighbourLearner } = ports;
  const learner = start();
  stops.push(() => learner.stop());
  const made = (ms: number, bytes: number) => {
    metrics.learning.observe(ms / msPerSecond);
    metrics.neighbourFile.set(bytes);
  };
  const learning = createLearning({ store, wakeUps, learner, publish, now, made, log: room('neighbours') });
  const following = store.shared?.alone('neighbours', learning.follow) ?? (await learning.follow());
  stops.push(() => following.stop());
  return learning;
}
