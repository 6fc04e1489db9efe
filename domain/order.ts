/** By UTF-16 code unit, as RFC 8785 orders keys: the same on every machine, whatever its locale. */
export const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** By Unicode code point: a character outside the basic plane, such as an emoji, after all in it. */
export function byCodePoint(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => Array.from(text, (character) => character.codePointAt(0) as number)) as [number[], number[]];
  const at = left.findIndex((point, index) => point !== right[index]);
  return at === -1 ? left.length - right.length : (left[at] as number) - (right[at] ?? -1);
}

/** Whether `a` is newer than `b` by `(at, factId)`: the one order of "last" among facts that fold in any order. */
export const newer = (a: Stamp, b: Stamp): boolean => a.at > b.at || (a.at === b.at && a.factId > b.factId);

export type Stamp = Readonly<{ at: number; factId: string }>;
