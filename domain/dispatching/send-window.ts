import type { SendWindow } from '../../contract/policy/sending-policy.ts';
import { kstDay, kstMinute, startOfKstDay } from '../time/kst.ts';
import type { AdChannel } from './permit.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** The law's night, in minutes of the Asia/Seoul day: 21:00 to 08:00 (정보통신망법 제50조 제3항). */
const night = { fromMinute: 21 * 60, toMinute: 8 * 60 } as const;

/** So long before a channel closes no message is begun any more: what is on its way has to arrive within the window. */
const marginMinutes = 5;

type Hours = Readonly<{
  channel: AdChannel;
  window: SendWindow;
  /** Whether there is a separate consent for the night; asked only at night. */
  nightConsent: () => boolean;
}>;

/**
 * The first moment from `now` on at which a message may be begun; `now` itself where it may at once. The brand channel's own hours hold whatever
 * somebody agreed to; the law's night is a rule of its own, and ends with a consent for it.
 */
export function firstSendable({ channel, window, nightConsent }: Hours, now: number): number {
  const opens = channel === 'kakao_brand' ? inWindow(window, now) : now;
  return !isNight(opens) || nightConsent() ? opens : next(night.toMinute, opens);
}

const inWindow = ({ fromMinute, toMinute }: SendWindow, now: number): number => {
  const minute = kstMinute(now);
  return minute >= fromMinute && minute < lastStart(fromMinute, toMinute) ? now : next(fromMinute, now);
};

/** A window as short as the margin itself is open for its first minute. */
const lastStart = (fromMinute: number, toMinute: number): number => Math.max(fromMinute + 1, toMinute - marginMinutes);

/** Whether the law's night is not now. */
export const isDay = (at: number): boolean => !isNight(at);

const isNight = (at: number): boolean => kstMinute(at) >= night.fromMinute || kstMinute(at) < night.toMinute;

/** The next time after `now` at which it is that minute of the day in Seoul, where no day is longer than another. */
function next(minute: number, now: number): number {
  const today = startOfKstDay(kstDay(now)) + minute * minuteMs;
  return today > now ? today : today + dayMs;
}
