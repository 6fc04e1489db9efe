import { kstMinute } from '../../domain/time/kst.ts';
import { nextKstMinute } from '../../domain/time/kst-minute.ts';

/** From then on a message may leave; a clock that is put ahead is put an hour later, never by some seconds only. */
const eightMinute = 8 * 60;
const nineMinute = 9 * 60;
/** Well before the last minute at which a message may leave: a test that begins now ends in time. */
const eightInTheEveningMinute = 20 * 60;

/** So far a test's server is ahead of the machine's clock: at nine in the morning in Seoul, where now is an hour at which nothing may be sent. */
export function aheadOf(now: number): number {
  const minute = kstMinute(now);
  return minute >= eightMinute && minute < eightInTheEveningMinute ? 0 : nextKstMinute(now, nineMinute) - now;
}

/** Once a test file: its servers agree with one another, and their clocks never jump. */
export const aheadMs = aheadOf(Date.now());

/** The clock of every server that a test starts and that may send, so that a test that waits for a message ends at night too. Epoch ms. */
export const nowInSendingHours = (): number => Date.now() + aheadMs;
