import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as elapsed } from 'node:timers/promises';
import { parentPort, Worker, type WorkerOptions, workerData } from 'node:worker_threads';
import type { Logger } from 'pino';
import { ok } from '../contract/result.ts';
import { z } from '../contract/zod.ts';
import { clockOf } from './clock.ts';
import { openLog } from './log.ts';
import { startProjector } from './projection/projector.ts';
import type { Store } from './store/port/store.ts';
import { openSqliteStore } from './store/sqlite/open-sqlite-store.ts';
import type { FromWriter } from './store/threaded/messages.ts';
import { toSentError } from './store/threaded/sent-error.ts';
import { type Fold, serveStore } from './store/threaded/serve-store.ts';
import { createWakeUps } from './wake-ups/wake-ups.ts';
import type { WorkspaceLoops } from './wake-ups/workspace-loops.ts';

/** Says to the program's own file, run as a thread, that it is the writer and where. */
const Start = z.strictObject({
  role: z.literal('writer'),
  path: z.string(),
  logLevel: z.string(),
  clock: z.strictObject({ startedAt: z.number(), startsAt: z.number() }).optional(),
});
export type WriterStart = Omit<z.infer<typeof Start>, 'role'>;

/** Short-lived objects of a fold fill the young generation many times over where it is as small as it is by itself. */
const youngGenerationMb = 32;

/** Runs a program's file as its writing thread; `file` has to call `serveWriter` first. */
export const startWriterThread = (file: string, start: WriterStart): Worker => {
  const options: WorkerOptions = {
    workerData: { ...start, role: 'writer' } satisfies z.infer<typeof Start>,
    resourceLimits: { maxYoungGenerationSizeMb: youngGenerationMb },
  };
  return new Worker(file, options);
};

/** Whether this is the writing thread of the program; it serves then until it is told to close. */
export function servesAsWriter(): boolean {
  const start = Start.safeParse(workerData);
  if (!parentPort || !start.success) return false;
  void serve(start.data, parentPort);
  return true;
}

type Port = NonNullable<typeof parentPort>;

async function serve({ path, logLevel, clock }: z.infer<typeof Start>, port: Port): Promise<void> {
  const post = (message: FromWriter) => port.postMessage(message);
  const log = openLog(logLevel);
  const now = clockOf(clock);
  try {
    const opened = await openSqliteStore({ path, now, randomUuid: randomUUID, randomBytes });
    if (opened.ok) {
      const fold = foldOf(opened.value, { now, log, post });
      port.on('message', serveStore({ store: opened.value, fold, post, closed: () => port.close() }));
    }
    post({ kind: 'opened', result: opened.ok ? ok(undefined) : opened });
    if (!opened.ok) port.close();
  } catch (error) {
    post({ kind: 'couldNotOpen', error: toSentError(error) });
    port.close();
  }
}

/** More than where the fold shares its thread with the network: the larger a fold, the fewer pages it writes an event. */
const eventsPerFold = 4_000;

/** With the time of the fold itself well below the second that the read model may trail by. */
const gatherMs = 50;

type Ports = Readonly<{ now: () => number; log: Logger; post: (message: FromWriter) => void }>;

function foldOf(store: Store, { now, log, post }: Ports): Fold {
  const wakeUps = createWakeUps();
  wakeUps.feedAdvanced$.subscribe((workspace) => post({ kind: 'feedAdvanced', workspace }));
  wakeUps.outboxAdded$.subscribe((workspace) => post({ kind: 'outboxAdded', workspace }));
  const feed: Store['feed'] = {
    ...store.feed,
    transaction: (workspace, work) =>
      store.feed.transaction(workspace, work).catch((error: unknown) => {
        post({ kind: 'foldFailed', workspace, error: toSentError(error) });
        throw error;
      }),
  };
  let loops: WorkspaceLoops | undefined;
  return {
    async start() {
      const { credentials, models } = store;
      const ports = { store: { credentials, feed, models }, wakeUps, now, log: log.child({ room: 'projection' }) };
      loops = await startProjector({ ...ports, limit: eventsPerFold, gather: () => elapsed(gatherMs) });
    },
    idle: async () => loops?.idle(),
    stop: async () => loops?.stop(),
    logCommitted: (workspace) => wakeUps.logCommitted$.next(workspace),
  };
}
