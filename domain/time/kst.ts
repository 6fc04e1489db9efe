const dayMs = 86_400_000;
const kstOffsetMs = 9 * 3_600_000; // Korea has no daylight saving time

/** The day that was asked for last, and its text: thousands of events in a row are of one day, and to write it is slow. */
let lastDay = Number.NaN;
let lastText = '';

/** The Asia/Seoul day of a time, `YYYY-MM-DD`. */
export function kstDay(at: number): string {
  const day = Math.floor((at + kstOffsetMs) / dayMs);
  if (day !== lastDay) {
    lastText = new Date(at + kstOffsetMs).toISOString().slice(0, 10);
    lastDay = day;
  }
  return lastText;
}

/** The Asia/Seoul hour of a time, 0-23. */
export const kstHour = (at: number): number => Math.floor(((at + kstOffsetMs) % dayMs) / 3_600_000);

/** Whole days from one KST day to another; negative where `to` is earlier. */
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / dayMs);

/** The KST day `count` days after `day`. */
export const addDays = (day: string, count: number): string => new Date(Date.parse(day) + count * dayMs).toISOString().slice(0, 10);
