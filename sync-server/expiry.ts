import type { Logger } from 'pino';

const everyMs = 3_600_000;
const dayMs = 86_400_000;

/** How long an answer waits for its client, and a given one for its duplicate. */
export const outboxKeptMs = 7 * dayMs;
/** How long a packet stays in quarantine (I3). */
export const quarantineKeptMs = 30 * dayMs;

/** One kind of rows that are kept for a time and then counted away. */
export type Perishable = Readonly<{
  what: 'outbox' | 'quarantine';
  keptMs: number;
  /** Forgets what is older; resolves with how many rows nobody had taken. */
  expire(before: number): Promise<number>;
  expired(rows: number): void;
}>;

/** Forgets what is too old, at start and every hour; what nobody took is counted, not dropped in silence (I3). */
export function startExpiry(perishables: readonly Perishable[], now: () => number, log: Logger): Readonly<{ stop(): Promise<void> }> {
  const run = async () => {
    for (const perishable of perishables) await expireOne(perishable, now(), log);
  };
  let running = run();
  const timer = setInterval(() => {
    running = running.then(run);
  }, everyMs);
  timer.unref();
  return {
    stop: () => {
      clearInterval(timer);
      return running;
    },
  };
}

async function expireOne({ what, keptMs, expire, expired }: Perishable, now: number, log: Logger): Promise<void> {
  try {
    const rows = await expire(now - keptMs);
    expired(rows);
    if (rows > 0) log.warn({ what, rows }, 'rows expired');
  } catch (error) {
    log.error({ err: error, what }, 'expiry failed');
  }
}
