import type { Ledger, LedgerEnding, LedgerKey } from '../../store/port/ledger.ts';
import type { Batch, BatchItem, ItemReport, ItemResult, SendAdapter, SendError } from '../send-adapter.ts';
import { type Fate, fateOf } from './magic-number.ts';
import { reportAfterMs, toReport } from './reports.ts';

const maxBatch = 500;

const ruledOut: SendError = { class: 'unknown', code: 'RULED_OUT', text: '', mayHaveSent: false };
const overQuota: SendError = { class: 'quota', code: '4138', text: '일일 발송 한도 초과', mayHaveSent: false };
const neverAnswered: SendError = { class: 'ambiguous', code: 'TIMEOUT', text: '', mayHaveSent: true };

/** Text messages never stand in. Of a quota nothing is taken. */
const endingOf: Readonly<Record<Exclude<Fate, 'quota'>, LedgerEnding>> = {
  delivered: 'delivered',
  acceptThenTimeout: 'delivered',
  uncertain: 'uncertain',
  neverReports: 'untold',
  notFriend: 'notFriend',
  blocked: 'blocked',
  notKakaoUser: 'notKakaoUser',
  smsFallback: 'notKakaoUser',
};

/**
 * A provider whose phones are rows of a ledger: nothing leaves the machine. What becomes of a message is known a moment after it was taken, by
 * `poll`, as with any other. A look-up is always certain: what it does not find it rules out. The only provider beside which a clock may be moved.
 */
export function sandboxAdapter(ledger: Ledger, now: () => number): SendAdapter {
  async function take(workspace: string, item: BatchItem): Promise<ItemResult> {
    const { itemId, attempt, userId, message } = item;
    const fate = fateOf(item.phone ?? '');
    if (fate === 'quota') return { itemId, status: 'rejected', error: overQuota };
    const taken = await ledger.take({ workspace, itemId, attempt }, { userId, at: now(), ending: endingOf[fate], message });
    return taken ? { itemId, status: 'accepted' } : { itemId, status: 'rejected', error: ruledOut };
  }

  async function find(key: LedgerKey): Promise<ItemReport> {
    const status = (await ledger.wasTaken(key)) ? 'accepted' : 'notSent';
    return { itemId: key.itemId, status, at: now(), raw: { code: '', text: '' }, key: `${key.itemId} ${key.attempt} ${status}` };
  }

  return {
    id: 'sandbox',
    capabilities: { maxBatch, twoPhase: false, idempotency: 'sameBatch', receipts: 'poll', addressing: 'phone', lookUp: true },
    prepare: async () => ({ kind: 'prepared' }),
    async commit(batch) {
      const items = await Promise.all(batch.items.map((item) => take(batch.workspace, item)));
      return leavesUnanswered(batch) ? { kind: 'ambiguous', error: neverAnswered } : { kind: 'answered', items };
    },
    lookUp: ({ workspace, items }) => Promise.all(items.map(({ itemId, attempt }) => find({ workspace, itemId, attempt }))),
    async poll(workspace, since) {
      const taken = await ledger.takenBetween(workspace, since - reportAfterMs, now() - reportAfterMs);
      return taken.flatMap((message) => toReport(message) ?? []);
    },
    health: async () => ({ ok: true }),
  };
}

const leavesUnanswered = ({ items }: Batch): boolean => items.some(({ phone = '' }) => fateOf(phone) === 'acceptThenTimeout');
