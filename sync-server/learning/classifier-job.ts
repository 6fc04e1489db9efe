import type { Logger } from 'pino';
import type { ClassifierCard } from '../../contract/policy/classifier-card.ts';
import type { Lessons } from '../../contract/policy/lessons.ts';
import { canonicalJson } from '../../domain/identity/canonical-json.ts';
import type { Example } from '../../domain/request-decision/classifier/train-model.ts';
import { noLessons } from '../../domain/request-decision/learning/lessons.ts';
import { isWorthLearning, lessonsToBegin, taughtClasses } from '../../domain/request-decision/learning/when-to-learn.ts';
import type { Store } from '../store/port/store.ts';
import { coalesced, type WakeUps } from '../wake-ups/wake-ups.ts';
import { startWorkspaceLoops, type WorkspaceLoops } from '../wake-ups/workspace-loops.ts';
import { gatherLessons } from './gather-lessons.ts';
import type { PublishModel } from './publish-model.ts';

/** Makes a model's file of examples; takes seconds, so it is not done on the thread that serves. */
export type Learn = (classes: readonly string[], examples: readonly Example[]) => Promise<Uint8Array>;

export type ClassifierJobPorts = Readonly<{
  store: Pick<Store, 'credentials' | 'feed' | 'log'>;
  wakeUps: Pick<WakeUps, 'feedAdvanced$'>;
  learn: Learn;
  publish: PublishModel;
  /** Epoch ms. */
  now: () => number;
  log: Logger;
}>;

/** Documents change all day long; whether people have taught enough is looked at this often. */
const lookWithinMs = 5_000;

/** Learns from what people decided of requests, whenever there is enough that is new, and publishes the file that comes of it. */
export async function startClassifierJob(ports: ClassifierJobPorts): Promise<WorkspaceLoops> {
  const lookedAt = new Map<string, Lessons>();
  return startWorkspaceLoops({
    workspaces: await ports.store.credentials.workspaces(),
    wake$: coalesced(ports.wakeUps.feedAdvanced$, lookWithinMs),
    drain: async (workspace) => {
      const { lessons, card } = await standing(ports.store.feed, workspace);
      if (canonicalJson(lookedAt.get(workspace) ?? noLessons) === canonicalJson(lessons)) return undefined;
      if (isWorthLearning(lessons, card?.decided)) await learnAnew(ports, { workspace, lessons });
      lookedAt.set(workspace, lessons);
      return undefined;
    },
    log: ports.log,
  });
}

type Standing = Readonly<{ workspace: string; lessons: Lessons }>;

async function learnAnew(ports: ClassifierJobPorts, { workspace, lessons }: Standing): Promise<void> {
  const { store, learn, publish, now, log } = ports;
  const examples = await gatherLessons(store, workspace);
  const learnedFrom = countsOf(examples);
  if (Math.min(learnedFrom.approve, learnedFrom.refuse) < lessonsToBegin) return; // the texts of the others were erased
  const bytes = await learn(taughtClasses, examples);
  const decided = { approve: lessons.approve.decided, refuse: lessons.refuse.decided };
  const { version } = await publish(workspace, { id: 'classifier', madeAt: now(), decided, learnedFrom }, bytes);
  log.info({ workspace, version, ...learnedFrom }, 'a classifier was learned');
}

async function standing(feed: Store['feed'], workspace: string) {
  const policies = await feed.documents(workspace, 'policy', [noLessons.id, 'classifier']);
  const [lessons, card] = [policies.get(noLessons.id), policies.get('classifier')];
  return { lessons: lessons?.id === 'lessons' ? lessons : noLessons, card: card?.id === 'classifier' ? card : undefined };
}

const countsOf = (examples: readonly Example[]): ClassifierCard['learnedFrom'] => ({
  approve: examples.filter(({ label }) => label === taughtClasses.indexOf('approve')).length,
  refuse: examples.filter(({ label }) => label === taughtClasses.indexOf('refuse')).length,
});
