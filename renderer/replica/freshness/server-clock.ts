/** What the server's clock says now, as far as this desk can tell, epoch ms. */
export type ServerClock = Readonly<{
  now: () => number;
  /** The server said `at` in an answer to what was asked at `askedAt`, on our clock. */
  heard: (at: number, askedAt: number) => void;
}>;

/**
 * The server's clock read half a round trip ago: wrong by at most half of it (RFC 5905, section 8, with one sample). Our own until the
 * server has been heard; a laptop's clock that is set anew is noticed at the next connect.
 */
export function createServerClock(now: () => number): ServerClock {
  let aheadMs = 0;
  return {
    now: () => now() + aheadMs,
    heard: (at, askedAt) => {
      const answeredAt = now();
      aheadMs = at - Math.round((askedAt + answeredAt) / 2);
    },
  };
}
