import { kstMinute } from '../time/kst.ts';
import { nextKstMinute } from '../time/kst-minute.ts';

/** From a minute of the day in Seoul up to another one, which is not in it. */
export type SendingWindow = Readonly<{ fromMinute: number; toMinute: number }>;

/** When a window opens next, epoch ms; undefined while it is open. */
export function opensAt({ fromMinute, toMinute }: SendingWindow, now: number): number | undefined {
  const minute = kstMinute(now);
  return minute >= fromMinute && minute < toMinute ? undefined : nextKstMinute(now, fromMinute);
}
