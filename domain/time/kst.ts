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

/** The Asia/Seoul day of a time as a number that rises by one a day: for whoever compares days and never shows them. */
export const kstDayNumber = (at: number): number => Math.floor((at + kstOffsetMs) / dayMs);

/** The Asia/Seoul hour of a time, 0-23. */
export const kstHour = (at: number): number => Math.floor(((at + kstOffsetMs) % dayMs) / 3_600_000);

/** Whole days from one KST day to another; negative where `to` is earlier. */
export const daysBetween = (from: string, to: string): number => Math.round((beginningOf(to) - beginningOf(from)) / dayMs);

/** Days that were read before: to read one is slow, and what thousands of leads tell is of the same few. */
const read = new Map<string, number>();
const mostRead = 4_096;

/** Of a day, UTC. */
function beginningOf(day: string): number {
  const known = read.get(day);
  if (known !== undefined) return known;
  const at = Date.parse(day);
  if (read.size >= mostRead) read.clear();
  read.set(day, at);
  return at;
}

/** The KST day `count` days after `day`. */
export const addDays = (day: string, count: number): string => new Date(Date.parse(day) + count * dayMs).toISOString().slice(0, 10);

/** The minute of the Asia/Seoul day, 0-1439. */
export const kstMinute = (at: number): number => Math.floor(((at + kstOffsetMs) % dayMs) / 60_000);

/** When a KST day begins, epoch ms. */
export const startOfKstDay = (day: string): number => Date.parse(day) - kstOffsetMs;

/** The same date so many months on, or the month's last where it has no such date (민법 제160조 제3항). */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date, last));
  return first.toISOString().slice(0, 10);
}
