import type { DispatchItem } from '../../contract/dispatch.ts';
import { lookUpPauseMs } from '../../domain/dispatching/due.ts';

/** `head`: the highest `seq` that a dispatch or an item had when one was looked at; `next`: when it is to be looked at again, as far as was known then. */
type Look = Readonly<{ head: number; at: number; next: number }>;

/** When items are to be looked at again. Kept in memory only: after a restart all of them are looked at at once. */
export class Pauses {
  readonly #asked = new Map<string, Readonly<{ at: number; tries: number }>>();
  readonly #heldUntil = new Map<string, number>();
  readonly #looks = new Map<string, Look>();

  /** A dispatch and its items were looked at. */
  looked(dispatchId: string, look: Look): void {
    this.#looks.set(dispatchId, look);
  }

  /** When a dispatch is to be looked at next; 0 for at once: something has changed since, its time has come, or the clock was set back. */
  lookAt(dispatchId: string, head: number, now: number): number {
    const last = this.#looks.get(dispatchId);
    return last && last.head === head && last.at <= now && now < last.next ? last.next : 0;
  }

  /** Of dispatches that are not open any more nothing is kept. */
  keepLooks(open: ReadonlySet<string>): void {
    for (const id of this.#looks.keys()) if (!open.has(id)) this.#looks.delete(id);
  }

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
