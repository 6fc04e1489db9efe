import type { Logger } from 'pino';
import type { SenderLeases } from '../store/port/sender-leases.ts';

/** Which servers may have something in their hands, this one among them. */
export type Holding = Readonly<{
  /** Names this life of this server. */
  own: string;
  /** Whether ours is still known to others: only then a call is made. */
  isCertain(): boolean;
  /** Everybody else's claims are nobody's any more. */
  alive(): Promise<ReadonlySet<string>>;
  stop(): Promise<void>;
}>;

/** Of a server that has its store for itself: whatever another life left is its own. */
export const aloneAs = (own: string): Holding => ({
  own,
  isCertain: () => true,
  alive: async () => new Set([own]),
  stop: async () => undefined,
});

/** The lease is renewed three times before it would run out. */
const renewalsALease = 3;

/**
 * Of one server among several. A server that cannot renew its lease makes no further call, and the others take over what it has claimed.
 * Undefined while nobody is let in, since a restored database is being looked after.
 */
export async function holdAmongOthers(
  leases: SenderLeases,
  own: string,
  monotonicMs: () => number,
  log: Logger,
): Promise<Holding | undefined> {
  let certainUntil = 0;
  const renew = async () => {
    const asked = monotonicMs();
    const isOurs = await leases.renew(own);
    if (isOurs) certainUntil = asked + leases.leaseMs;
    return isOurs;
  };
  if (!(await renew())) return undefined;
  let renewing: Promise<void> = Promise.resolve();
  const again = async () => {
    if (!(await renew())) log.warn('no sender is let in while a restored database is looked after');
  };
  const timer = setInterval(() => {
    renewing = again().catch((error: unknown) => log.warn({ err: error }, 'the lease of this sender could not be renewed'));
  }, leases.leaseMs / renewalsALease);
  return {
    own,
    isCertain: () => monotonicMs() < certainUntil,
    alive: () => leases.alive(),
    async stop() {
      clearInterval(timer);
      await renewing;
      certainUntil = 0;
      await leases.release(own).catch((error: unknown) => log.warn({ err: error }, 'the lease of this sender runs out by itself'));
    },
  };
}
