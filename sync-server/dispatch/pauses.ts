import type { DispatchItem } from '../../contract/dispatch.ts';
import { lookUpPauseMs } from '../../domain/dispatching/due.ts';

/** When items are to be looked at again. Kept in memory only: after a restart all of them are looked at at once. */
export class Pauses {
  readonly #asked = new Map<string, Readonly<{ at: number; tries: number }>>();
  readonly #heldUntil = new Map<string, number>();

  /** When the provider is to be asked what became of an ambiguous item. */
  lookUpAt({ id, at }: DispatchItem): number {
    const asked = this.#asked.get(id);
    return asked ? asked.at + lookUpPauseMs(asked.tries) : at + lookUpPauseMs(1);
  }

  /** The provider could not tell. */
  unanswered(id: string, at: number): void {
    this.#asked.set(id, { at, tries: (this.#asked.get(id)?.tries ?? 0) + 1 });
  }

  answered(id: string): void {
    this.#asked.delete(id);
  }

  /** One recipient may not be written to before a time, while others may. */
  hold(id: string, until: number): void {
    this.#heldUntil.set(id, until);
  }

  /** When a waiting item may be claimed; 0 for at once. */
  claimAt({ id, notBefore = 0 }: DispatchItem): number {
    return Math.max(notBefore, this.#heldUntil.get(id) ?? 0);
  }

  released(id: string): void {
    this.#heldUntil.delete(id);
  }
}
