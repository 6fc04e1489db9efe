import type { FaceName } from '../world/face-name.ts';

/** One call as it came in. `fault` is what struck it, `status` what it was answered, if it was. */
export type Heard = Readonly<{ at: number; face: FaceName; method: string; path: string; body: string; fault?: string; status?: number }>;

const kept = 2_000;

/** The last calls, and how many there were of each address. No headers: they carry keys. */
export class CallLog {
  #last: Heard[] = [];
  readonly #counts = new Map<string, number>();

  add(heard: Heard, route: string): void {
    this.#last.push(heard);
    if (this.#last.length > 2 * kept) this.#last = this.#last.slice(-kept);
    const name = `${heard.face} ${heard.method} ${route}`;
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  last(): readonly Heard[] {
    return this.#last.slice(-kept);
  }

  counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }
}
