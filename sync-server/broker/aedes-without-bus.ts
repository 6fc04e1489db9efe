import { Aedes, type PublishPacket } from 'aedes';

type Published = (error?: Error) => void;

/**
 * aedes as a listener only. What is published, by a client, as a will or by aedes itself under `$SYS`, has nobody to be passed on to:
 * what goes up ends in the log, and what comes down goes to one connection. So nothing is copied, matched against subscriptions,
 * looked up for the absent or retained; a packet is over once it is authorised and acknowledged.
 */
export class AedesWithoutBus extends Aedes {
  /** aedes calls it with the publishing client before the callback, or without. */
  override publish(_packet: PublishPacket, clientOrDone: unknown, done?: Published): void {
    if (typeof clientOrDone === 'function') clientOrDone();
    else done?.();
  }
}
