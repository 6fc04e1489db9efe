const offsetMs = 9 * 3_600_000; // Korea has no daylight saving time

/** `2026-11-23 09:30:00`, as a date picker writes it: the clock on a wall in Seoul, wherever the laptop is (I12). */
export const toWallClock = (at: number): string => new Date(at + offsetMs).toISOString().slice(0, 19).replace('T', ' ');

/** Undefined where it is no time. */
export function fromWallClock(text: string): number | undefined {
  const at = Date.parse(`${text.replace(' ', 'T')}Z`);
  return Number.isNaN(at) ? undefined : at - offsetMs;
}
