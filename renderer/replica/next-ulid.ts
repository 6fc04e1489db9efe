import { incrementBase32, ulid } from 'ulid';

/** A ULID greater than `last`, the greatest ever stored, even where the clock was set back since. */
export function nextUlid(now: number, random: () => number, last: string | undefined): string {
  const fresh = ulid(now, random);
  return last !== undefined && fresh <= last ? incrementBase32(last) : fresh;
}
