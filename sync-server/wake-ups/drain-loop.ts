import type { Logger } from 'pino';

const firstRetryMs = 100;
const longestRetryMs = 2_000;
/** A timer of Node asked to wait longer fires at once. */
const longestTimerMs = 2 ** 31 - 1;

/** Does all there is to do; answers after how many ms it wants to look again by itself, if at all. */
export type Drain = (stopping: () => boolean) => Promise<number | undefined>;

/**
 * running -done-> resting -woken, or the time that `drain` asked for-> running
 *    \-failed-> waiting -(100 ms doubling to 2 s; a wake-up does not shorten it)-> running
 *
 * Runs `drain` from the start, one run at a time. A failure is logged and retried: it never ends the loop and never spins.
 */
export class DrainLoop {
  readonly #drain: Drain;
  readonly #log: Logger;
  readonly #ended: Promise<void>;
  #woken = false;
  #resting = false;
  #stopped = false;
  #interrupt: (() => void) | undefined;
  #idle: (() => void)[] = [];

  constructor(drain: Drain, log: Logger) {
    this.#drain = drain;
    this.#log = log;
    this.#ended = this.#run();
  }

  /** Work may have come: runs now, or once more after the run that is under way. */
  wake(): void {
    this.#woken = true;
    if (this.#resting) this.#interrupt?.();
  }

  /** Resolves when nothing is left to do but what waits for its time. */
  idle(): Promise<void> {
    if (this.#stopped || (this.#resting && !this.#woken)) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  /** Lets the run under way end, and starts none. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#interrupt?.();
    await this.#ended;
  }

  async #run(): Promise<void> {
    let failures = 0;
    while (!this.#stopped) {
      this.#woken = false;
      try {
        const again = await this.#drain(() => this.#stopped);
        failures = 0;
        await this.#rest(again);
      } catch (error) {
        this.#log.error({ err: error, failures }, 'drain failed, will be retried');
        await this.#sleep(Math.min(firstRetryMs * 2 ** failures, longestRetryMs));
        failures += 1;
      }
    }
    this.#tellIdle();
  }

  async #rest(ms: number | undefined): Promise<void> {
    if (this.#woken || this.#stopped) return;
    this.#resting = true;
    this.#tellIdle();
    await this.#sleep(ms);
    this.#resting = false;
  }

  #sleep(ms: number | undefined): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = ms === undefined ? undefined : setTimeout(resolve, Math.min(ms, longestTimerMs));
      this.#interrupt = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #tellIdle(): void {
    for (const resolve of this.#idle.splice(0)) resolve();
  }
}
