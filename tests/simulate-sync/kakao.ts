import type {
  BatchItem,
  BatchOutcome,
  Capabilities,
  ItemReport,
  ItemResult,
  SendAdapter,
  SendError,
} from '../../sync-server/dispatch/send-adapter.ts';
import type { Random } from '../simulate/random.ts';
import type { VirtualClock } from './clock.ts';
import type { Faults } from './faults.ts';
import { createKakaoReports, type Webhook } from './kakao-reports.ts';

/** A message that a phone showed. */
export type Shown = Readonly<{ itemId: string; attempt: number; userId: string; askedAt: number; shownAt: number }>;

/** A call for one item, before anything came of it. */
export type Call = Readonly<{ itemId: string; attempt: number; userId: string; at: number }>;

/** The phones' provider, outside of every server: it goes on while servers crash. */
export interface Kakao {
  readonly adapter: SendAdapter;
  readonly shown: readonly Shown[];
  readonly calls: readonly Call[];
  /** What a look-up said for sure: the attempt never was shown and never will be. */
  readonly ruledOut: ReadonlySet<string>;
  /** Attempts that surely were not taken. */
  readonly refused: ReadonlySet<string>;
  /** When nothing more is to be said of any message, epoch ms. */
  allToldAt(): number;
}

const usualMs = 60;
const timeoutMs = 10_000;
const lateMs = 60_000;
const shareOfFaults = 0.2;
const shareUnreachable = 0.15;
const mostOfBatch = 4;

export const attemptKey = ({ itemId, attempt }: Pick<BatchItem, 'itemId' | 'attempt'>) => `${itemId} ${attempt}`;

const messageId = (item: Pick<BatchItem, 'itemId' | 'attempt'>) => `m ${attemptKey(item)}`;

const errorOf = (kind: SendError['class']): SendError => ({ class: kind, code: kind, text: '', mayHaveSent: false });

/** What stands in the way of a whole call, for a while or until somebody does something about it. */
const obstacles = ['transient', 'rate', 'quota', 'auth', 'balance', 'window'] as const;

/**
 * Accepts and answers; or accepts and times out; or times out, and accepts when the call arrives at last, unless a look-up has ruled that
 * out; or refuses, the whole call or one item. What it took is shown, or it reports later that nobody was reached. In some worlds it has two phases. The same attempt twice is one message.
 */
export function createKakao(clock: VirtualClock, random: Random, faults: Faults, webhook: Webhook): Kakao {
  const shown: Shown[] = [];
  const calls: Call[] = [];
  const ruledOut = new Set<string>();
  const refused = new Set<string>();
  const had = new Set<string>();
  const reports = createKakaoReports(clock, random, faults, webhook);

  const arrive = (items: readonly BatchItem[], askedAt: number): void => {
    for (const { itemId, attempt, userId } of items) {
      const key = attemptKey({ itemId, attempt });
      if (ruledOut.has(key)) continue;
      if (had.has(key)) continue;
      had.add(key);
      const isShown = !faults.strikes('unreachable', random, shareUnreachable);
      if (isShown) shown.push({ itemId, attempt, userId, askedAt, shownAt: clock.now() });
      reports.follow({ itemId, providerMessageId: messageId({ itemId, attempt }), shown: isShown });
    }
  };
  const answerOf = (item: BatchItem): ItemResult =>
    refused.has(attemptKey(item)) || ruledOut.has(attemptKey(item))
      ? { itemId: item.itemId, status: 'rejected', error: errorOf('invalid_request') }
      : { itemId: item.itemId, status: 'accepted', providerMessageId: messageId(item) };

  const commit: SendAdapter['commit'] = ({ items }) => {
    const askedAt = clock.now();
    calls.push(...items.map(({ itemId, attempt, userId }) => ({ itemId, attempt, userId, at: askedAt })));
    const ms = 1 + random.below(usualMs);
    return new Promise((resolve, reject) => {
      const timeOut = () => void clock.after(timeoutMs, 'kakao times out', () => reject(new Error('timeout')));
      const answer = (outcome: () => BatchOutcome) => void clock.after(2 * ms, 'kakao answers', () => resolve(outcome()));
      if (faults.strikes('providerTimeout', random, shareOfFaults)) {
        clock.outside(ms, 'kakao takes it', () => arrive(items, askedAt));
        return timeOut();
      }
      if (faults.strikes('providerLate', random, shareOfFaults)) {
        clock.outside(random.below(lateMs), 'kakao takes it late', () => arrive(items, askedAt));
        return timeOut();
      }
      if (faults.strikes('providerObstacle', random, shareOfFaults / 2)) {
        for (const item of items) refused.add(attemptKey(item));
        const kind = random.pick(obstacles);
        return answer(() => ({ kind: 'rejected', error: errorOf(kind) }));
      }
      if (faults.strikes('providerRefusal', random, shareOfFaults / 2)) refused.add(attemptKey(random.pick(items)));
      const taken = items.filter((item) => !refused.has(attemptKey(item)));
      clock.outside(ms, 'kakao takes it', () => arrive(taken, askedAt));
      answer(() => ({ kind: 'answered', items: items.map(answerOf) }));
    });
  };

  const reportOf = ({ itemId, attempt }: BatchItem): ItemReport => {
    const key = attemptKey({ itemId, attempt });
    const status = had.has(key) ? 'accepted' : 'notSent';
    if (status === 'notSent') ruledOut.add(key);
    return { itemId, status, at: clock.now(), raw: { code: status, text: '' }, key: `${key} ${status}` };
  };

  const lookUp: SendAdapter['lookUp'] = ({ items }) =>
    new Promise((resolve) => {
      const ms = 1 + random.below(usualMs);
      const unknown = faults.strikes('providerUnknown', random, 2 * shareOfFaults);
      let reports: readonly ItemReport[] | 'unknown' = 'unknown';
      clock.outside(ms, 'kakao is asked', () => {
        if (!unknown) reports = items.map(reportOf);
      });
      clock.after(ms + 1 + random.below(usualMs), 'kakao tells', () => resolve(reports));
    });

  const prepare: SendAdapter['prepare'] = ({ batchId }) =>
    new Promise((resolve) => {
      clock.after(1 + random.below(usualMs), 'kakao prepares', () => resolve({ kind: 'prepared', providerBatchId: batchId }));
    });

  const capabilities: Capabilities = {
    ...{ maxBatch: 1 + random.below(mostOfBatch), twoPhase: random.chance(0.5), lookUp: true },
    ...{ idempotency: 'none', receipts: 'webhook+poll', addressing: 'phone' },
  };
  const poll: SendAdapter['poll'] = (_, since) =>
    new Promise((resolve) => {
      clock.after(1 + random.below(usualMs), 'kakao lists', () => resolve(reports.since(since)));
    });
  const adapter: SendAdapter = { id: 'solapi', capabilities, prepare, commit, lookUp, poll, health: async () => ({ ok: true }) };
  return { adapter, shown, calls, ruledOut, refused, allToldAt: reports.allToldAt };
}
