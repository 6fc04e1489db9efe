import type { Result } from '../../../contract/result.ts';
import type { FromWriter, ToWriter } from './messages.ts';
import { toError } from './sent-error.ts';

/** The other thread, as a `Worker` of `node:worker_threads` is. */
export type Thread = Readonly<{
  postMessage(message: ToWriter): void;
  on(event: 'message', hear: (message: FromWriter) => void): unknown;
  on(event: 'error', hear: (error: unknown) => void): unknown;
  on(event: 'exit', hear: (code: number) => void): unknown;
}>;

type Waiter = Readonly<{ resolve: (value: unknown) => void; reject: (cause: unknown) => void }>;
type WithoutId<M> = M extends Readonly<{ id: number }> ? Omit<M, 'id'> : never;
/** A message that is answered, before it has its id. */
export type Ask = WithoutId<ToWriter>;

/** What is heard from the writer without having been asked. */
export type Heard = Readonly<{
  /** The fold gave desks something to pull. */
  feedAdvanced(workspace: string): void;
  /** The fold gave clients something to take. */
  outboxAdded(workspace: string): void;
  foldFailed(workspace: string, error: unknown): void;
}>;

/**
 * The way to the thread that writes. Whatever is asked is answered, by the thread or by its end: nobody waits for ever.
 *
 * opening -opened-> open -`end`-> ending -exit-> over
 *    \-----\-- error or exit --> over, and `died` is told: what waits is rejected, and so is what comes later
 */
export class WriterLine {
  readonly #thread: Thread;
  readonly #died: (cause: Error) => void;
  readonly #waiters = new Map<number, Waiter>();
  readonly #opening: Promise<Result<undefined>>;
  readonly #exited: Promise<void>;
  #ids = 0;
  #phase: 'opening' | 'open' | 'ending' | 'over' = 'opening';
  /** Why nothing can be asked any more. */
  #reason = new Error('the store is closed');
  #heard: Heard | undefined;

  /** @param died it was open and ended without having been told to; its caller has to end the program */
  constructor(thread: Thread, died: (cause: Error) => void) {
    this.#thread = thread;
    this.#died = died;
    this.#opening = new Promise((resolve, reject) => {
      thread.on('message', (message) => {
        if (message.kind === 'opened') resolve(this.#open(message.result));
        else if (message.kind === 'couldNotOpen') reject(toError(message.error));
        else this.#take(message);
      });
      thread.on('error', (cause) => reject(this.#end(new Error('the writing thread failed', { cause }))));
      thread.on('exit', (code) => reject(this.#end(new Error(`the writing thread ended with ${code}`))));
    });
    this.#exited = new Promise((resolve) => thread.on('exit', () => resolve()));
  }

  opened(): Promise<Result<undefined>> {
    return this.#opening;
  }

  hear(heard: Heard): void {
    this.#heard = heard;
  }

  ask<T>(ask: Ask): Promise<T> {
    if (this.#phase === 'over') return Promise.reject(this.#reason);
    this.#ids += 1;
    const id = this.#ids;
    return new Promise<T>((resolve, reject) => {
      this.#waiters.set(id, { resolve: resolve as (value: unknown) => void, reject });
      this.#thread.postMessage({ ...ask, id } as ToWriter);
    });
  }

  tell(message: Extract<ToWriter, { kind: 'logCommitted' }>): void {
    if (this.#phase === 'open') this.#thread.postMessage(message);
  }

  /** After what was asked before; resolves when the thread is gone. */
  async end(): Promise<void> {
    if (this.#phase === 'open') {
      this.#phase = 'ending';
      await this.ask({ kind: 'close' });
    }
    await this.#exited;
  }

  #open(result: Result<undefined>): Result<undefined> {
    this.#phase = result.ok ? 'open' : 'ending';
    return result;
  }

  #take(message: FromWriter): void {
    switch (message.kind) {
      case 'done':
        this.#answer(message.id)?.resolve(message.value);
        break;
      case 'failed':
        this.#answer(message.id)?.reject(toError(message.error));
        break;
      case 'feedAdvanced':
        this.#heard?.feedAdvanced(message.workspace);
        break;
      case 'outboxAdded':
        this.#heard?.outboxAdded(message.workspace);
        break;
      case 'foldFailed':
        this.#heard?.foldFailed(message.workspace, toError(message.error));
        break;
    }
  }

  #answer(id: number): Waiter | undefined {
    const waiter = this.#waiters.get(id);
    this.#waiters.delete(id);
    return waiter;
  }

  /** Says why it is over. What was asked after `close` was refused there, or was never read. */
  #end(cause: Error): Error {
    const phase = this.#phase;
    if (phase === 'over') return this.#reason;
    this.#phase = 'over';
    if (phase !== 'ending') this.#reason = cause;
    for (const { reject } of this.#waiters.values()) reject(this.#reason);
    this.#waiters.clear();
    if (phase === 'open') this.#died(cause);
    return cause;
  }
}
