import type { Logger } from 'pino';
import { decide } from '../../domain/request-decision/decide.ts';
import type { Store } from '../store/port/store.ts';
import type { WakeUps } from '../wake-ups/wake-ups.ts';
import { startWorkspaceLoops, type WorkspaceLoops } from '../wake-ups/workspace-loops.ts';
import { eventsPerBatch, foldBatch } from './fold-batch.ts';

export type ProjectorPorts = Readonly<{
  store: Pick<Store, 'feed' | 'credentials'>;
  wakeUps: WakeUps;
  /** Epoch ms; the time a decision is taken at. */
  now: () => number;
  log: Logger;
  /** At most so many events a transaction. */
  limit?: number;
}>;

/**
 * The life of the live pass: folds what `logCommitted$` announces, at start what a crash left, and says what came of it.
 * The cursor may trail the log; it never skips (I2).
 */
export async function startProjector({ store, wakeUps, now, log, limit = eventsPerBatch }: ProjectorPorts): Promise<WorkspaceLoops> {
  const drain = async (workspace: string, stopping: () => boolean): Promise<undefined> => {
    const hmacKey = await store.credentials.hmacKey(workspace);
    let folded = limit;
    while (folded === limit && !stopping()) {
      const batch = await store.feed.transaction(workspace, (feed) => foldBatch(feed, { decide, now: now(), hmacKey, limit }));
      if (batch.advanced) wakeUps.feedAdvanced$.next(workspace);
      if (batch.queued) wakeUps.outboxAdded$.next(workspace);
      folded = batch.folded;
    }
  };
  const workspaces = await store.credentials.workspaces();
  return startWorkspaceLoops({ workspaces, wake$: wakeUps.logCommitted$, drain, log });
}
