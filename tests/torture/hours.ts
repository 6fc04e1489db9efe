export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

const seoulAheadMs = 9 * hourMs;

/** Monday, 23 November 2026, 09:30 in Seoul. */
export const storyBegins = Date.UTC(2026, 10, 23, 0, 30);

/** The beginning of a time's day in Seoul, epoch ms. */
export const seoulMidnight = (now: number): number => Math.floor((now + seoulAheadMs) / dayMs) * dayMs - seoulAheadMs;

/** `2026-11-23T09:30 KST` */
export const inSeoul = (now: number): string => `${new Date(now + seoulAheadMs).toISOString().slice(0, 16)} KST`;
