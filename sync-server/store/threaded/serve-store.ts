import { unreachable } from '../../../domain/unreachable.ts';
import type { PlacedFact } from '../port/fact.ts';
import type { FeedTransaction } from '../port/feed.ts';
import type { Store } from '../port/store.ts';
import { type Call, calls, type FromWriter, type Step, type ToWriter } from './messages.ts';
import { toSentError } from './sent-error.ts';

/** Beside the writer: what the fold of this thread is told. */
export type Fold = Readonly<{
  start(): Promise<void>;
  idle(): Promise<void>;
  stop(): Promise<void>;
  logCommitted(workspace: string): void;
}>;

export type Served = Readonly<{
  store: Store;
  fold: Fold;
  post(message: FromWriter): void;
  /** The store is closed and was said to be. */
  closed(): void;
}>;

type Work = Readonly<{ feed: FeedTransaction; commit(): void; rollBack(): void; over: Promise<void> }>;
type Method = (...args: readonly unknown[]) => Promise<unknown>;

/** Its caller rolls back: whoever asked for that knows why. */
const rolledBack = new Error('rolled back by the other thread');

/** The other end of `openThreadedStore`: does what it is asked, and answers each. */
export function serveStore({ store, fold, post, closed }: Served): (message: ToWriter) => void {
  const works = new Map<number, Work>();

  function answer(id: number, doing: Promise<unknown>): void {
    doing.then(
      (value) => post({ kind: 'done', id, value }),
      (error: unknown) => post({ kind: 'failed', id, error: toSentError(error) }),
    );
  }

  /** Answered when the lock is held, or cannot be had. */
  function begin(id: number, workspace: string): Promise<Readonly<{ work: number; epoch: string }>> {
    return new Promise((resolve, reject) => {
      const over: Promise<void> = store.feed.transaction(workspace, (feed) => {
        resolve({ work: id, epoch: feed.epoch });
        return new Promise((commit, fail) => works.set(id, { feed, commit, rollBack: () => fail(rolledBack), over }));
      });
      over.catch(reject);
    });
  }

  function end(id: number, how: 'commit' | 'rollBack'): Promise<void> {
    const work = works.get(id);
    works.delete(id);
    if (!work) return Promise.reject(new Error('the feed transaction is over'));
    work[how]();
    return work.over.catch((cause: unknown) => {
      if (cause !== rolledBack) throw cause;
    });
  }

  async function step(id: number, name: Step, args: readonly unknown[]): Promise<unknown> {
    const feed = works.get(id)?.feed as Readonly<Record<Step, Method>> | undefined;
    if (!feed) throw new Error('the feed transaction is over');
    const done = await feed[name](...args);
    return name === 'append' ? (done as readonly PlacedFact[]).map(({ position }) => position) : done; // whoever appends has the facts
  }

  /** Said before the thread goes, since a closed port says nothing. */
  function close(id: number): void {
    const closing = store.close();
    answer(id, closing);
    void closing.catch(() => undefined).then(closed);
  }

  function call({ room, method }: Call, args: readonly unknown[]): Promise<unknown> {
    if (!(calls[room] as readonly string[]).includes(method)) return Promise.reject(new Error(`no such call: ${room}.${method}`));
    return (store[room] as unknown as Readonly<Record<string, Method>>)[method]?.(...args) ?? Promise.reject(new Error('no such call'));
  }

  return (message) => {
    switch (message.kind) {
      case 'call':
        return answer(message.id, call(message, message.args));
      case 'begin':
        return answer(message.id, begin(message.id, message.workspace));
      case 'step':
        return answer(message.id, step(message.work, message.step, message.args));
      case 'commit':
      case 'rollBack':
        return answer(message.id, end(message.work, message.kind));
      case 'startFold':
        return answer(message.id, fold.start());
      case 'foldIdle':
        return answer(message.id, fold.idle());
      case 'stopFold':
        return answer(message.id, fold.stop());
      case 'logCommitted':
        return fold.logCommitted(message.workspace);
      case 'close':
        return close(message.id);
      default:
        return unreachable(message);
    }
  };
}
