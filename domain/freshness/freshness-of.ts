/** One chat event on its way to a screen, all three on the server's clock, epoch ms: said, received, shown. */
export type Arrival = Readonly<{ at: number; receivedAt: number; shownAt: number }>;

/** How long news took, ms: each is what 95 of 100 arrivals do not exceed, so the parts need not add up to the whole. */
export type Freshness = Readonly<{
  /** Arrivals that it is made of. */
  count: number;
  p95Ms: number;
  chatToServerP95Ms: number;
  serverToDeskP95Ms: number;
}>;

/** What came earlier says nothing about now. */
export const recentMs = 5 * 60_000;

/** More than these say nothing more. */
export const recentArrivals = 200;

/** How fresh the newest arrivals were; undefined where none is recent. Clocks that differ never make a time negative. */
export function freshnessOf(arrivals: readonly Arrival[], now: number): Freshness | undefined {
  const recent = arrivals.slice(-recentArrivals).filter(({ shownAt }) => shownAt > now - recentMs);
  if (recent.length === 0) return undefined;
  return {
    count: recent.length,
    p95Ms: p95(recent.map(({ at, shownAt }) => shownAt - at)),
    chatToServerP95Ms: p95(recent.map(({ at, receivedAt }) => receivedAt - at)),
    serverToDeskP95Ms: p95(recent.map(({ receivedAt, shownAt }) => shownAt - receivedAt)),
  };
}

/** By nearest rank. */
function p95(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  return Math.max(0, sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0);
}
