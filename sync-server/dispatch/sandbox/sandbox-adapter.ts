import type { Ledger, LedgerKey } from '../../store/port/ledger.ts';
import type { BatchItem, ItemResult, SendAdapter } from '../send-adapter.ts';

const ruledOut = { class: 'unknown', code: 'ruledOut', text: '', mayHaveSent: false } as const;

/**
 * A provider whose phones are rows of a ledger: nothing leaves the machine. A look-up is always certain: what it
 * does not find it rules out. The only provider beside which a clock may be moved.
 */
export const sandboxAdapter = (ledger: Ledger, now: () => number): SendAdapter => ({
  id: 'sandbox',
  capabilities: { maxBatch: 500, twoPhase: false, idempotency: 'sameBatch', receipts: 'none', addressing: 'phone', lookUp: true },
  prepare: async () => ({ kind: 'prepared' }),
  async commit({ workspace, items }) {
    const show = async ({ itemId, attempt, userId, message }: BatchItem): Promise<ItemResult> => {
      const shown = await ledger.show({ workspace, itemId, attempt }, { userId, message, shownAt: now() });
      return shown ? { itemId, status: 'accepted' } : { itemId, status: 'rejected', error: ruledOut };
    };
    return { kind: 'answered', items: await Promise.all(items.map(show)) };
  },
  async lookUp({ workspace, items }) {
    const report = async ({ itemId, attempt }: BatchItem) => {
      const key: LedgerKey = { workspace, itemId, attempt };
      const status = (await ledger.wasShown(key)) ? ('accepted' as const) : ('notSent' as const);
      return { itemId, status, at: now(), raw: { code: '', text: '' }, key: `${itemId} ${attempt} ${status}` };
    };
    return Promise.all(items.map(report));
  },
  health: async () => ({ ok: true }),
});
