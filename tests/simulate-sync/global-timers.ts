import type { VirtualClock } from './clock.ts';
import { LightAbortController } from './light-abort.ts';

const names = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate', 'AbortController'] as const;

/**
 * Puts virtual timers in the place of this process's own, for the rooms that gather for some milliseconds before they act (and for
 * rxjs): theirs belong to whoever is at work when they are set. `Date.now` is replaced too: only libraries call it; and `AbortController`,
 * whose own costs more than what it ends. Returns what puts the real ones back.
 */
export function withVirtualTimers(clock: VirtualClock): () => void {
  const real = Object.fromEntries(names.map((name) => [name, globalThis[name]]));
  const realNow = Date.now;
  Object.assign(globalThis, {
    setTimeout: (work: (...values: unknown[]) => void, ms = 0, ...values: unknown[]) =>
      timer(clock.after(ms, 'timer', () => work(...values))),
    setInterval: (work: (...values: unknown[]) => void, ms = 0, ...values: unknown[]) => every(clock, ms, () => work(...values)),
    setImmediate: (work: (...values: unknown[]) => void, ...values: unknown[]) => timer(clock.after(0, 'immediate', () => work(...values))),
    clearTimeout: clear,
    clearInterval: clear,
    AbortController: LightAbortController,
  });
  Date.now = clock.now;
  return () => {
    Object.assign(globalThis, real);
    Date.now = realNow;
  };
}

type Timer = { callOff: () => void; ref: () => Timer; unref: () => Timer; hasRef: () => boolean };

function timer(callOff: () => void): Timer {
  const made: Timer = { callOff, ref: () => made, unref: () => made, hasRef: () => true };
  return made;
}

function every(clock: VirtualClock, ms: number, work: () => void): Timer {
  const made = timer(() => undefined);
  const again = () => {
    made.callOff = clock.after(ms, 'interval', () => {
      again();
      work();
    });
  };
  again();
  return made;
}

function clear(of: Timer | undefined): void {
  of?.callOff();
}
