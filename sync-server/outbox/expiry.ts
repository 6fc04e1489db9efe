import type { Logger } from 'pino';
import type { Outbox } from '../store/port/outbox.ts';

/** How long an answer waits for its client, and a given one for its duplicate. */
export const keptMs = 7 * 86_400_000;
const everyMs = 3_600_000;

export type ExpiryPorts = Readonly<{ outbox: Outbox; now(): number; expired(rows: number): void; log: Logger }>;

/** Forgets what is older than 7 days, at start and every hour; what nobody took is counted (I3). */
export function startExpiry({ outbox, now, expired, log }: ExpiryPorts): Readonly<{ stop(): Promise<void> }> {
  const run = async () => {
    try {
      const dropped = await outbox.expire(now() - keptMs);
      expired(dropped);
      if (dropped > 0) log.warn({ rows: dropped }, 'outbox rows expired');
    } catch (error) {
      log.error({ err: error }, 'outbox expiry failed');
    }
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
