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
