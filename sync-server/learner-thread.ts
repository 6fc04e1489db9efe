import { parentPort, Worker, workerData } from 'node:worker_threads';
import { z } from '../contract/zod.ts';
import type { Learn } from './learning/classifier-job.ts';
import { learnHere } from './learning/learn-here.ts';

/** Says to the program's own file, run as a thread, that it is to learn and what from. */
const Start = z.strictObject({
  role: z.literal('learner'),
  classes: z.array(z.string()),
  examples: z.array(z.strictObject({ text: z.string(), label: z.int().nonnegative() })),
});

/** Learns in a thread of its own, which ends with its answer: the program's file, which has to call `servesAsLearner` first. */
export const learnInThread =
  (file: string): Learn =>
  (classes, examples) =>
    new Promise((resolve, reject) => {
      const start = { role: 'learner', classes: [...classes], examples: [...examples] } satisfies z.infer<typeof Start>;
      const thread = new Worker(file, { workerData: start });
      thread.once('message', (bytes: Uint8Array) => resolve(bytes));
      thread.once('error', reject);
      thread.once('exit', (code) => reject(new Error(`the learning thread ended with ${code} and no answer`)));
    });

/** Whether this is the learning thread of the program; it answers then and ends. */
export function servesAsLearner(): boolean {
  const start = Start.safeParse(workerData);
  if (!parentPort || !start.success) return false;
  void answer(start.data, parentPort);
  return true;
}

async function answer({ classes, examples }: z.infer<typeof Start>, port: NonNullable<typeof parentPort>): Promise<void> {
  port.postMessage(await learnHere(classes, examples));
}
