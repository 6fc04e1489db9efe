const dayMs = 86_400_000;
const kstOffsetMs = 9 * 3_600_000; // Korea has no daylight saving time

/** The Asia/Seoul day of a time, `YYYY-MM-DD`. */
export const kstDay = (at: number): string => new Date(at + kstOffsetMs).toISOString().slice(0, 10);

/** The Asia/Seoul hour of a time, 0-23. */
export const kstHour = (at: number): number => Math.floor(((at + kstOffsetMs) % dayMs) / 3_600_000);

/** Whole days from one KST day to another; negative where `to` is earlier. */
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / dayMs);

/** The KST day `count` days after `day`. */
export const addDays = (day: string, count: number): string => new Date(Date.parse(day) + count * dayMs).toISOString().slice(0, 10);
