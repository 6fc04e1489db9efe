import type { Provider, SendKey, SendRequest } from '../../sync-server/dispatch/provider.ts';
import type { Random } from '../simulate/random.ts';
import type { VirtualClock } from './clock.ts';
import type { Faults } from './faults.ts';

/** A message that a phone showed. */
export type Shown = Readonly<{ itemId: string; attempt: number; userId: string; askedAt: number; shownAt: number }>;

/** A call, before anything came of it. */
export type Call = Readonly<SendKey & { userId: string; at: number }>;

/** The phones' provider, outside of every server: it goes on while servers crash. */
export interface Kakao {
  readonly provider: Provider;
  readonly shown: readonly Shown[];
  readonly calls: readonly Call[];
  /** What a look-up said for sure: the attempt never was shown and never will be. */
  readonly ruledOut: ReadonlySet<string>;
  /** Attempts that were refused for good. */
  readonly refused: ReadonlySet<string>;
}

const usualMs = 60;
const timeoutMs = 10_000;
const lateMs = 60_000;
const shareOfFaults = 0.2;

export const attemptKey = ({ itemId, attempt }: Pick<SendKey, 'itemId' | 'attempt'>) => `${itemId} ${attempt}`;

/**
 * Accepts and answers; or accepts and times out; or times out, and accepts when the call arrives at last, unless a look-up has ruled that
 * out; or refuses. The same attempt twice is one message.
 */
export function createKakao(clock: VirtualClock, random: Random, faults: Faults): Kakao {
  const shown: Shown[] = [];
  const calls: Call[] = [];
  const ruledOut = new Set<string>();
  const refused = new Set<string>();
  const had = new Set<string>();

  const arrive = ({ itemId, attempt, userId }: SendRequest, askedAt: number): boolean => {
    const key = attemptKey({ itemId, attempt });
    if (ruledOut.has(key)) return false;
    if (!had.has(key)) shown.push({ itemId, attempt, userId, askedAt, shownAt: clock.now() });
    had.add(key);
    return true;
  };

  const send: Provider['send'] = (request) => {
    const askedAt = clock.now();
    calls.push({ ...request, at: askedAt });
    const ms = 1 + random.below(usualMs);
    return new Promise((resolve, reject) => {
      const timeOut = () => void clock.after(timeoutMs, 'kakao times out', () => reject(new Error('timeout')));
      const answer = (result: 'accepted' | 'rejected') => clock.after(2 * ms, 'kakao answers', () => resolve(result));
      if (faults.strikes('providerTimeout', random, shareOfFaults)) {
        clock.outside(ms, 'kakao takes it', () => arrive(request, askedAt));
        return timeOut();
      }
      if (faults.strikes('providerLate', random, shareOfFaults)) {
        clock.outside(random.below(lateMs), 'kakao takes it late', () => arrive(request, askedAt));
        return timeOut();
      }
      if (faults.strikes('providerRefusal', random, shareOfFaults / 2)) {
        refused.add(attemptKey(request));
        return void answer('rejected');
      }
      clock.outside(ms, 'kakao takes it', () => arrive(request, askedAt));
      answer(ruledOut.has(attemptKey(request)) ? 'rejected' : 'accepted');
    });
  };

  const lookUp: Provider['lookUp'] = (key) =>
    new Promise((resolve) => {
      const ms = 1 + random.below(usualMs);
      const unknown = faults.strikes('providerUnknown', random, 2 * shareOfFaults);
      clock.outside(ms, 'kakao is asked', () => {
        const found = had.has(attemptKey(key));
        if (!unknown && !found) ruledOut.add(attemptKey(key));
        result = unknown ? 'unknown' : found ? 'accepted' : 'notSent';
      });
      let result: 'accepted' | 'notSent' | 'unknown' = 'unknown';
      clock.after(ms + 1 + random.below(usualMs), 'kakao tells', () => resolve(result));
    });

  return { provider: { send, lookUp }, shown, calls, ruledOut, refused };
}
