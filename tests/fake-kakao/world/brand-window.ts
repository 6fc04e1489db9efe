const kstOffsetMs = 9 * 3_600_000;
const dayMs = 24 * 3_600_000;
const minuteMs = 60_000;

/** Brand messages are taken to phones from 08:00 until before 20:50 in Seoul, whatever else anybody agreed to. */
const openMinute = 8 * 60;
const closedMinute = 20 * 60 + 50;

export function inBrandWindow(at: number): boolean {
  const minute = Math.floor(((at + kstOffsetMs) % dayMs) / minuteMs);
  return minute >= openMinute && minute < closedMinute;
}
