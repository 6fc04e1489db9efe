import { kstMinute } from '../domain/time/kst.ts';
import { nextKstMinute } from '../domain/time/kst-minute.ts';

const nineMinute = 9 * 60;
const eightInTheEveningMinute = 20 * 60;

/** So far a server's clock is put ahead, once a test run: to nine in the morning in Seoul where now is an hour at which nothing may be sent. */
const aheadMs = aheadOf(Date.now());

function aheadOf(now: number): number {
  const minute = kstMinute(now);
  return minute >= nineMinute && minute < eightInTheEveningMinute ? 0 : nextKstMinute(now, nineMinute) - now;
}

/** What a server that sends is started with, so that a test that waits for a message ends at night too. */
export const duringSendingHours = (): Readonly<Record<string, string>> =>
  aheadMs === 0 ? {} : { TALKLENS_FAKE_NOW: String(Date.now() + aheadMs) };
