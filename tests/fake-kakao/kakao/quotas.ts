import { kstDay } from '../../../domain/time/kst.ts';

/** Free messages of a day in Seoul. */
export const dailyQuotas = { app: 30_000, sender: 100, receiver: 100, pair: 20 } as const;

/** How many messages went out on the day that it is in Seoul. */
export class Quotas {
  #day = '';
  readonly #counts = new Map<string, number>();

  /** Counts one message where each limit allows it; else the limit that does not, and nothing is counted. */
  take(limits: Readonly<Record<string, keyof typeof dailyQuotas>>, now: number): keyof typeof dailyQuotas | undefined {
    this.#turnTo(kstDay(now));
    for (const [key, quota] of Object.entries(limits)) if (this.#count(key) >= dailyQuotas[quota]) return quota;
    for (const key of Object.keys(limits)) this.#counts.set(key, this.#count(key) + 1);
    return undefined;
  }

  #count(key: string): number {
    return this.#counts.get(key) ?? 0;
  }

  #turnTo(day: string): void {
    if (day === this.#day) return;
    this.#day = day;
    this.#counts.clear();
  }
}
