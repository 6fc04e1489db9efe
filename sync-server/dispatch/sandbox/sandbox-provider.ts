import type { Ledger } from '../../store/port/ledger.ts';
import type { Provider } from '../provider.ts';

/**
 * A provider whose phones are rows of a ledger: nothing leaves the machine. A look-up is always certain: what it
 * does not find it rules out. The only provider beside which a clock may be moved.
 */
export const sandboxProvider = (ledger: Ledger, now: () => number): Provider => ({
  async send({ userId, message, ...key }) {
    return (await ledger.show(key, { userId, message, shownAt: now() })) ? 'accepted' : 'rejected';
  },
  async lookUp(key) {
    return (await ledger.wasShown(key)) ? 'accepted' : 'notSent';
  },
});
