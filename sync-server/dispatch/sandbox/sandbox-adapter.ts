import type { Ledger, LedgerEnding, LedgerEntry } from '../../store/port/ledger.ts';
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
  async function take({ workspace, items }: Batch): Promise<readonly ItemResult[]> {
    const entries = items.flatMap((item) => toEntry(item, now()) ?? []);
    const taken = await ledger.take(workspace, entries);
    const results = new Map(entries.map(({ itemId }, index) => [itemId, resultOf(itemId, taken[index] === true)]));
    return items.map(({ itemId }) => results.get(itemId) ?? { itemId, status: 'rejected', error: overQuota });
  }

  async function find({ workspace, items }: Batch): Promise<readonly ItemReport[]> {
    const taken = await ledger.wereTaken(workspace, items);
    return items.map(({ itemId, attempt }, index) => {
      const status = taken[index] ? 'accepted' : 'notSent';
      return { itemId, status, at: now(), raw: { code: '', text: '' }, key: `${itemId} ${attempt} ${status}` };
    });
  }

  return {
    id: 'sandbox',
    capabilities: { maxBatch, twoPhase: false, idempotency: 'sameBatch', receipts: 'poll', addressing: 'phone', lookUp: true },
    prepare: async () => ({ kind: 'prepared' }),
    async commit(batch) {
      const items = await take(batch);
      return leavesUnanswered(batch) ? { kind: 'ambiguous', error: neverAnswered } : { kind: 'answered', items };
    },
    lookUp: find,
    async poll(workspace, since, until) {
      const taken = await ledger.takenBetween(workspace, since - reportAfterMs, until - reportAfterMs);
      return taken.flatMap((message) => toReport(message) ?? []);
    },
    health: async () => ({ ok: true }),
  };
}

/** Undefined where it would be over the quota, of which nothing is taken. */
function toEntry({ itemId, attempt, userId, message, phone = '' }: BatchItem, at: number): LedgerEntry | undefined {
  const fate = fateOf(phone);
  return fate === 'quota' ? undefined : { itemId, attempt, userId, at, ending: endingOf[fate], message };
}

const resultOf = (itemId: string, taken: boolean): ItemResult =>
  taken ? { itemId, status: 'accepted' } : { itemId, status: 'rejected', error: ruledOut };

const leavesUnanswered = ({ items }: Batch): boolean => items.some(({ phone = '' }) => fateOf(phone) === 'acceptThenTimeout');
