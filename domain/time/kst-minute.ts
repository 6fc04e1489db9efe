import { addDays, kstDay, startOfKstDay } from './kst.ts';

const minuteMs = 60_000;

/** When a minute of an Asia/Seoul day begins, epoch ms. */
export const atKstMinute = (day: string, minute: number): number => startOfKstDay(day) + minute * minuteMs;

/** When that minute begins next, after `at`. */
export function nextKstMinute(at: number, minute: number): number {
  const today = atKstMinute(kstDay(at), minute);
  return today > at ? today : atKstMinute(addDays(kstDay(at), 1), minute);
}
