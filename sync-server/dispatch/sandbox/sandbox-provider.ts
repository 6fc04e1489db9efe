import type { Provider } from '../provider.ts';
import type { Ledger } from './ledger.ts';

/**
 * A provider whose phones are rows of a ledger: nothing leaves the machine. It answers at once, so a look-up is always
 * certain. The only provider beside which a clock may be moved.
 */
export const sandboxProvider = (ledger: Ledger, now: () => number): Provider => ({
  async send({ userId, message, ...key }) {
    ledger.show(key, { userId, message, shownAt: now() });
    return 'accepted';
  },
  async lookUp(key) {
    return ledger.has(key) ? 'accepted' : 'notSent';
  },
});
