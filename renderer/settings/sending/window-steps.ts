import { brandWindow } from '../../../contract/policy/sending-policy.ts';

const stepMinutes = 30;
const minutesAnHour = 60;

/** Half hours from one minute of the day to another, both included, with what is chosen and KakaoTalk's own last minute, in order. */
export function windowSteps(from: number, to: number, chosen: number): readonly number[] {
  const first = Math.ceil(from / stepMinutes) * stepMinutes;
  const steps = Array.from({ length: Math.max(0, Math.floor((to - first) / stepMinutes) + 1) }, (_, n) => first + n * stepMinutes);
  const last = to === brandWindow.toMinute ? [to] : [];
  return [...new Set([...steps, ...last, chosen])].sort((a, b) => a - b);
}

/** `08:00` */
export const clockOf = (minute: number): string =>
  [Math.floor(minute / minutesAnHour), minute % minutesAnHour].map((part) => String(part).padStart(2, '0')).join(':');
