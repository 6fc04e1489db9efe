import { openSync, writeSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { z } from '../../contract/zod.ts';
import type { Doom } from './doom.ts';
import type { WorkWatch } from './doomed-store.ts';

/** What the thread that kills is given: the shared cells, and the file where the death is noted. */
export const ReaperStart = z.strictObject({ cells: z.instanceof(Int32Array), deaths: z.string(), doom: z.string() });

/** The shared cells: how many of the aimed work are under way once it is time, and how long to wait then, in microseconds. */
const underWay = 0;
const waitMicroseconds = 1;
const cellCount = 2;
const microsecondsPerMs = 1_000;

/**
 * Ends this very process with `kill -9` at the doomed moment, and notes it in a file just before. A moment within a work is
 * met by another thread: SQLite keeps this one until the work is done.
 *
 * @param program what the other thread runs: it must call `reap`
 */
export function startReaper(doom: Doom, deaths: string, program: string): WorkWatch & Readonly<{ arm: () => void }> {
  const cells = new Int32Array(new SharedArrayBuffer(cellCount * Int32Array.BYTES_PER_ELEMENT));
  const file = openSync(deaths, 'a', 0o600);
  const noted = JSON.stringify(doom);
  if (doom.moment === 'during') new Worker(program, { workerData: { cells, deaths, doom: noted } }).unref();
  let armed = false;
  let occurrence = 0;
  let beganAt = 0;

  return {
    arm: () => {
      armed = true;
    },
    begin: (work) => {
      if (work !== doom.work) return;
      beganAt = performance.now();
      if (armed) occurrence += 1;
      if (occurrence < doom.occurrence) return;
      if (doom.moment === 'before') die(file, noted);
      Atomics.add(cells, underWay, 1);
      Atomics.notify(cells, underWay);
    },
    end: (work) => {
      if (work !== doom.work) return;
      Atomics.store(cells, waitMicroseconds, Math.round((performance.now() - beganAt) * doom.part * microsecondsPerMs));
      if (occurrence < doom.occurrence) return;
      if (doom.moment === 'after') die(file, noted);
      Atomics.store(cells, underWay, 0);
    },
  };
}

/** Waits until the work is under way and for its part of it, and kills; where it was done by then, the next one is waited for. */
export function reap({ cells, deaths, doom }: z.infer<typeof ReaperStart>): void {
  const file = openSync(deaths, 'a', 0o600);
  for (;;) {
    Atomics.wait(cells, underWay, 0);
    const until = performance.now() + Atomics.load(cells, waitMicroseconds) / microsecondsPerMs;
    while (performance.now() < until && Atomics.load(cells, underWay) > 0);
    if (Atomics.load(cells, underWay) > 0) die(file, doom);
  }
}

/** What was written stays with the operating system when the process is killed. */
function die(file: number, doom: string): void {
  writeSync(file, `${doom}\n`);
  process.kill(process.pid, 'SIGKILL');
}
