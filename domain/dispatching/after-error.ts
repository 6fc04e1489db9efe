import type { DispatchItem, Hold, ItemStep } from '../../contract/dispatch.ts';
import type { FailureCode } from '../../contract/failure.ts';
import { addDays, kstDay } from '../time/kst.ts';
import { atKstMinute, nextKstMinute } from '../time/kst-minute.ts';
import { unreachable } from '../unreachable.ts';
import type { SendError } from './send-error.ts';

/** An item that surely did not leave, and may another time, is tried so often; then it is `failed`. */
export const mostAttempts = 5;

const firstPauseMs = 30_000;
const shareOfJitter = 0.2;
/** Advertisements go out from 08:00 at the earliest (정보통신망법 제50조 제3항). */
const morningMinute = 8 * 60;

/** How often a provider that refuses the shop itself is asked whether that is over, before anything is tried. */
export const askHealthEveryMs = 10 * 60_000;

/** What an error makes of an item, and whether it stops its dispatch. */
export type AfterError = Readonly<{
  step: Extract<ItemStep, 'failed' | 'released' | 'ambiguous'>;
  reason?: FailureCode;
  notBefore?: number;
  hold?: Hold;
}>;

/** Only what surely was not sent is ever tried again (I7): after a pause, or when what stands in its way is over. */
export function afterError(item: DispatchItem, error: SendError, now: number): AfterError {
  if (error.mayHaveSent) return { step: 'ambiguous', reason: 'provider.unknownResult' };
  switch (error.class) {
    case 'transient':
    case 'rate':
      return notSent(item, now, error);
    case 'quota':
      return { step: 'released', hold: { reason: 'quota', until: nextQuotaDay(now) } };
    case 'window':
      return { step: 'released', hold: { reason: 'window', until: nextMorning(now) } };
    case 'auth':
    case 'scope':
    case 'config':
      return { step: 'released', hold: { reason: 'auth', until: now + curePauseMs(item.attempt) } };
    case 'balance':
      return { step: 'released', hold: { reason: 'balance', until: now + curePauseMs(item.attempt) } };
    case 'recipient_unreachable':
      return { step: 'failed', reason: 'provider.unreachable' };
    case 'recipient_optout':
      return { step: 'failed', reason: 'provider.optedOut' };
    case 'ambiguous':
      return { step: 'ambiguous', reason: 'provider.unknownResult' };
    case 'invalid_request':
    case 'unknown':
      return { step: 'failed', reason: error.reason ?? 'provider.rejected' };
    default:
      return unreachable(error.class);
  }
}

const longestCureMs = 2 * 3_600_000;

/** What somebody has to put right at the provider is looked at again after 10, 20, 40 minutes ..., at most two hours: each try moves every item of a batch. */
const curePauseMs = (attempt: number): number => Math.min(askHealthEveryMs * 2 ** Math.max(0, attempt - 1), longestCureMs);

/** Tried again after 30 s, 1 min, 2 min ..., and a little more by chance, so that what failed together does not come again together. */
export function notSent(item: DispatchItem, now: number, error: Pick<SendError, 'retryAfterMs' | 'reason'> = {}): AfterError {
  const { retryAfterMs = 0, reason = 'provider.rejected' } = error;
  const failures = item.failures ?? 0;
  if (failures + 1 >= mostAttempts) return { step: 'failed', reason };
  const pauseMs = firstPauseMs * 2 ** failures;
  return { step: 'released', notBefore: now + Math.max(retryAfterMs, Math.ceil(pauseMs * (1 + shareOfJitter * chanceOf(item.id)))) };
}

const digitsOfChance = 8;

/** An item's id is a hash: as good as a throw of dice, and the same in a replay. 0 up to 1. */
const chanceOf = (id: string): number => Number.parseInt(id.slice(0, digitsOfChance), 16) / 16 ** digitsOfChance;

/** A daily quota is counted by the day in Seoul; nothing is sent at its first minute, which is in the night. */
const nextQuotaDay = (now: number): number => atKstMinute(addDays(kstDay(now), 1), morningMinute);

/** A provider that still says night so soon after eight has a clock behind ours: it is asked again in some minutes, where a day later most would be too late. */
const clocksApartMs = 30 * 60_000;
const clocksAgreeInMs = 5 * 60_000;

function nextMorning(now: number): number {
  const sinceEight = now - atKstMinute(kstDay(now), morningMinute);
  return sinceEight >= 0 && sinceEight < clocksApartMs ? now + clocksAgreeInMs : nextKstMinute(now, morningMinute);
}
