import type { DispatchItem } from '../../contract/dispatch.ts';
import { pauseMs } from './due.ts';

/**
 * When the provider is to be asked again what became of an item. Kept in memory only: after a restart everything is asked
 * at once.
 */
export class LookUps {
  readonly #asked = new Map<string, Readonly<{ at: number; tries: number }>>();

  /** A `committed` item is of an earlier life: asked at once. An `ambiguous` one after a pause that grows. */
  dueAt({ id, state, at }: DispatchItem): number {
    if (state === 'committed') return 0;
    const asked = this.#asked.get(id);
    return asked ? asked.at + pauseMs(asked.tries) : at + pauseMs(1);
  }

  /** The provider did not know. */
  unanswered(id: string, at: number): void {
    this.#asked.set(id, { at, tries: (this.#asked.get(id)?.tries ?? 0) + 1 });
  }

  answered(id: string): void {
    this.#asked.delete(id);
  }
}
