import { parentPort, Worker, workerData } from 'node:worker_threads';
import { z } from '../contract/zod.ts';
import type { Learner } from './learning/learner.ts';
import { createNeighbourLearner } from './learning/neighbour-learner.ts';
import { type SentError, toError, toSentError } from './store/threaded/sent-error.ts';

/** Says to the program's own file, run as a thread, that it learns neighbours. */
const Start = z.strictObject({ role: z.literal('neighbours') });

const methods = ['take', 'forget', 'make'] as const satisfies readonly (keyof Learner)[];
type Method = (typeof methods)[number];

// What the two threads say to each other. Both ends are of one bundle, so nothing is parsed.
type Asked = Readonly<{ id: number; method: Method; args: readonly unknown[] }>;
type Answer = Readonly<{ id: number }> & (Readonly<{ value: unknown }> | Readonly<{ error: SentError }>);
type Waiting = Readonly<{ resolve(value: never): void; reject(error: Error): void }>;

/** Whether this is the thread of the program that learns neighbours; it serves then until it is ended. It writes nothing and has nothing open. */
export function servesAsNeighbourLearner(): boolean {
  if (!parentPort || !Start.safeParse(workerData).success) return false;
  const port = parentPort;
  const learner = createNeighbourLearner() as Readonly<Record<Method, (...args: readonly unknown[]) => Promise<unknown>>>;
  port.on('message', ({ id, method, args }: Asked) => {
    learner[method](...args).then(
      (value) => port.postMessage({ id, value } satisfies Answer),
      (error: unknown) => port.postMessage({ id, error: toSentError(error) } satisfies Answer),
    );
  });
  return true;
}

/**
 * Learns in a thread of its own, begun when it is first asked: making a file of a large shop takes seconds that nobody else waits for. Where it ends by itself,
 * whoever asked is told, and the next who asks finds one that knows nothing yet.
 */
export function startNeighbourThread(file: string): Learner {
  let running: Readonly<{ thread: Worker; waiting: Map<number, Waiting> }> | undefined;
  let ids = 0;

  function begin(): NonNullable<typeof running> {
    const thread = new Worker(file, { workerData: { role: 'neighbours' } satisfies z.infer<typeof Start> });
    const begun = { thread, waiting: new Map<number, Waiting>() };
    thread.unref();
    thread.on('message', (answer: Answer) => settle(begun.waiting, answer));
    const over = (cause: Error) => {
      if (running === begun) running = undefined;
      for (const { reject } of begun.waiting.values()) reject(cause);
      begun.waiting.clear();
    };
    thread.on('error', over);
    thread.on('exit', (code) => over(new Error(`the thread that learns neighbours ended with ${code}`)));
    return begun;
  }

  const ask =
    (method: Method) =>
    (...args: readonly unknown[]): Promise<never> => {
      running ??= begin();
      const { thread, waiting } = running;
      ids += 1;
      const id = ids;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        thread.postMessage({ id, method, args } satisfies Asked);
      });
    };

  return {
    take: ask('take'),
    forget: ask('forget'),
    make: ask('make'),
    stop: async () => {
      await running?.thread.terminate();
    },
  };
}

function settle(waiting: Map<number, Waiting>, answer: Answer): void {
  const asked = waiting.get(answer.id);
  waiting.delete(answer.id);
  if ('error' in answer) asked?.reject(toError(answer.error));
  else asked?.resolve(answer.value as never);
}
