import type { Logger } from 'pino';
import { FactDamaged } from '../store/fact-damaged.ts';
import type { Store } from '../store/port/store.ts';
import type { WakeUps } from '../wake-ups/wake-ups.ts';
import { startWorkspaceLoops, type WorkspaceLoops } from '../wake-ups/workspace-loops.ts';
import { createJudges } from './classifiers.ts';
import { eventsPerBatch, type FoldedBatch, foldBatch } from './fold-batch.ts';

export type ProjectorPorts = Readonly<{
  store: Pick<Store, 'feed' | 'credentials' | 'models'>;
  wakeUps: WakeUps;
  /** Epoch ms; the time a decision is taken at. */
  now: () => number;
  log: Logger;
  /** At most so many events a transaction. */
  limit?: number;
  /** Lets events gather after a fold that found many: the more of them in the next, the fewer pages each costs. */
  gather?: () => Promise<void>;
  /** Told after each fold, and after one that failed, whether it found half as many events as it takes, or more. */
  paced?: (workspace: string, isBehind: boolean) => void;
}>;

/** A fold of fewer is of a quiet hour, and the next may follow at once. */
export const manyEvents = 500;

/**
 * The life of the live pass: folds what `logCommitted$` announces, at start what a crash left, and says what came of it.
 * The cursor may trail the log; it never skips (I2): a damaged fact stops it, with everything before that folded, and is tried again
 * as seldom as any other failure.
 */
export async function startProjector(ports: ProjectorPorts): Promise<WorkspaceLoops> {
  const { store, wakeUps, now, log, limit = eventsPerBatch, gather, paced } = ports;
  const judgeOf = createJudges(store, log);
  const drain = async (workspace: string, stopping: () => boolean): Promise<undefined> => {
    const hmacKey = await store.credentials.hmacKey(workspace);
    const decide = await judgeOf(workspace);
    const foldNext = async (size: number) => {
      let isBehind = false;
      try {
        const batch = await store.feed.transaction(workspace, (feed) => foldBatch(feed, { decide, now: now(), hmacKey, limit: size }));
        isBehind = batch.folded >= size / 2;
        return batch;
      } finally {
        paced?.(workspace, isBehind);
      }
    };
    let size = limit;
    let folded = 0;
    let batch: FoldedBatch | undefined;
    do {
      batch = await foldNext(size).catch(unlessAlone(size));
      if (batch?.advanced) wakeUps.feedAdvanced$.next(workspace);
      if (batch?.queued) wakeUps.outboxAdded$.next(workspace);
      folded += batch?.folded ?? 0;
      if (!batch) size = Math.ceil(size / 2); // nearer to what is damaged
    } while ((!batch || batch.folded === size) && !stopping());
    if (folded >= manyEvents && !stopping()) await gather?.();
  };
  const workspaces = await store.credentials.workspaces();
  return startWorkspaceLoops({ workspaces, wake$: wakeUps.logCommitted$, drain, log });
}

/** A damaged fact keeps the batch that it is in from being folded, but only it keeps a batch of one. */
const unlessAlone = (size: number) => (error: unknown) => {
  if (!(error instanceof FactDamaged) || size === 1) throw error;
  return undefined;
};
