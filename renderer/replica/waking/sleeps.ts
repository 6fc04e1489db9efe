import { Observable } from 'rxjs';
import type { Surroundings } from '../surroundings.ts';

/** How often the clock is looked at, and how much later than asked means that the machine slept. */
const everyMs = 5_000;
const lateMs = 10_000;

/**
 * Emits when the machine has woken from sleep: nothing tells a worker so, but a wait that took much longer than it was asked for
 * does. A worker that was merely busy emits too; whoever listens looks whether anything is wrong.
 */
export const sleeps$ = ({ wait, now }: Pick<Surroundings, 'wait' | 'now'>): Observable<void> =>
  new Observable((subscriber) => {
    const ending = new AbortController();
    const watch = async () => {
      while (!ending.signal.aborted) {
        const before = now();
        await wait(everyMs, ending.signal);
        if (!ending.signal.aborted && now() - before > everyMs + lateMs) subscriber.next();
      }
    };
    void watch();
    return () => ending.abort();
  });
