import { ok, type Result } from '../../../contract/result.ts';
import type { Change, Feed, FeedTransaction } from '../port/feed.ts';
import type { Store } from '../port/store.ts';
import { type Database, openReader } from '../sqlite/database.ts';
import { readsOn } from '../sqlite/store-reads.ts';
import type { Call, Step } from './messages.ts';
import { type Thread, WriterLine } from './writer-line.ts';

export type ThreadedOptions = Readonly<{
  /** The database file, which the thread opens for writing. */
  path: string;
  thread: Thread;
  /** The thread ended by itself: nothing can be written any more, and the program has to end. */
  died(cause: Error): void;
}>;

/** The embedded store with its writer, and the fold beside it, in a thread of their own; what only reads is read here. */
export async function openThreadedStore({ path, thread, died }: ThreadedOptions): Promise<Result<Store>> {
  const line = new WriterLine(thread, died);
  const opened = await line.opened();
  if (!opened.ok) return opened;
  const reader = await readerOf(path, line);
  const reads = readsOn(reader);
  const call =
    <A extends readonly unknown[], R>(of: Call) =>
    (...args: A): Promise<R> =>
      line.ask({ kind: 'call', ...of, args });

  return ok({
    log: {
      ...reads.log,
      appendEvents: call({ room: 'log', method: 'appendEvents' }),
      quarantine: call({ room: 'log', method: 'quarantine' }),
      expireQuarantine: call({ room: 'log', method: 'expireQuarantine' }),
    },
    feed: { ...reads.feed, transaction: transactionOver(line) },
    outbox: {
      ...reads.outbox,
      settle: call({ room: 'outbox', method: 'settle' }),
      settleUpTo: call({ room: 'outbox', method: 'settleUpTo' }),
      expire: call({ room: 'outbox', method: 'expire' }),
    },
    credentials: {
      ...reads.credentials,
      ensureWorkspace: call({ room: 'credentials', method: 'ensureWorkspace' }),
      add: call({ room: 'credentials', method: 'add' }),
      replace: call({ room: 'credentials', method: 'replace' }),
      remove: call({ room: 'credentials', method: 'remove' }),
    },
    models: { ...reads.models, keep: call({ room: 'models', method: 'keep' }), prune: call({ room: 'models', method: 'prune' }) },
    audit: reads.audit,
    fold: async ({ logCommitted$, feedAdvanced$, outboxAdded$ }, foldFailed = () => {}) => {
      line.hear({ feedAdvanced: (name) => feedAdvanced$.next(name), outboxAdded: (name) => outboxAdded$.next(name), foldFailed });
      const committed = logCommitted$.subscribe((workspace) => line.tell({ kind: 'logCommitted', workspace }));
      await line.ask({ kind: 'startFold' });
      return {
        idle: () => line.ask<void>({ kind: 'foldIdle' }),
        stop: async () => {
          committed.unsubscribe();
          await line.ask({ kind: 'stopFold' });
        },
      };
    },
    async close() {
      await line.end();
      if (reader.isOpen) reader.close();
    },
  });
}

/** Where it cannot be opened the thread ends: it would keep a program alive that could not start. */
async function readerOf(path: string, line: WriterLine): Promise<Database> {
  try {
    return openReader(path);
  } catch (cause) {
    await line.end();
    throw cause;
  }
}

/** The lock is held from the answer to `begin` to that of `commit` or `rollBack`; each step is a message in between. */
function transactionOver(line: WriterLine): Feed['transaction'] {
  return async (workspace, run) => {
    const { work, epoch } = await line.ask<{ work: number; epoch: string }>({ kind: 'begin', workspace });
    const step =
      <A extends readonly unknown[], R>(name: Step) =>
      (...args: A): Promise<R> =>
        line.ask({ kind: 'step', work, step: name, args });
    const replaceAll: FeedTransaction['replaceAll'] = async (documents) => {
      const all: Change[] = [];
      for await (const change of documents) all.push(change);
      return line.ask({ kind: 'step', work, step: 'replaceAll', args: [all] });
    };
    const append: FeedTransaction['append'] = async (facts) => {
      const positions = await line.ask<readonly number[]>({ kind: 'step', work, step: 'append', args: [facts] });
      return facts.map((fact, index) => ({ ...fact, position: positions[index] as number }));
    };
    const feed = {
      epoch,
      unfolded: step('unfolded'),
      moveCursor: step('moveCursor'),
      append,
      appendEvent: step('appendEvent'),
      releasePacket: step('releasePacket'),
      fact: step('fact'),
      known: step('known'),
      documents: step('documents'),
      documentsFrom: step('documentsFrom'),
      write: step('write'),
      link: step('link'),
      queue: step('queue'),
      replaceAll,
      forgetEpochs: step('forgetEpochs'),
    } satisfies Readonly<Record<keyof FeedTransaction, unknown>> as FeedTransaction;
    const rollBack = async (cause: unknown): Promise<never> => {
      await line.ask({ kind: 'rollBack', work });
      throw cause;
    };
    const result = await (async () => run(feed))().catch(rollBack); // it may throw before it is a promise
    await line.ask({ kind: 'commit', work });
    return result;
  };
}
