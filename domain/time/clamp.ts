const thirtyDaysMs = 30 * 86_400_000;

/** Trusts another machine's clock only within the 30 days before we heard of it (I12). Epoch milliseconds. */
export const clampAt = (occurredAt: number, receivedAt: number): number =>
  Math.min(Math.max(occurredAt, receivedAt - thirtyDaysMs), receivedAt);
