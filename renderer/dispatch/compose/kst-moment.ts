const offsetMs = 9 * 3_600_000; // Korea has no daylight saving time

/** `2026-11-23 09:30:00`, as a date picker writes it: the clock on a wall in Seoul, wherever the laptop is (I12). */
export const toWallClock = (at: number): string => new Date(at + offsetMs).toISOString().slice(0, 19).replace('T', ' ');

/** Undefined where it is no time. */
export function fromWallClock(text: string): number | undefined {
  const at = Date.parse(`${text.replace(' ', 'T')}Z`);
  return Number.isNaN(at) ? undefined : at - offsetMs;
}

const minuteMs = 60_000;
const roundedMinutes = 30;

/** The next half hour that leaves some time to think. */
export const nextHalfHour = (now: number): number => (Math.floor(now / (roundedMinutes * minuteMs)) + 2) * roundedMinutes * minuteMs;

/** A Kakao reservation is taken for so many days. */
export const furthestDays = 60;
const dayMs = 86_400_000;

/** Why a time cannot be chosen; undefined where it can. */
export function timeProblem(sendAt: number, now: number): 'past' | 'tooFar' | undefined {
  if (sendAt <= now) return 'past';
  return sendAt > now + furthestDays * dayMs ? 'tooFar' : undefined;
}
