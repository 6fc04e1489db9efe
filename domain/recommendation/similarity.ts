import { powerScale, powerTable } from './power-table.ts';

/** Similarities are in 1/2^20. */
export const similarityScale = 2 ** 20;

/** Asymmetry (0.7, in tenths) and shrinkage as they were found best on data for research; see `docs/learning.md`. */
const asymmetryTenths = 7;
const shrink = 10;

const powerOfShown = powerTable(asymmetryTenths);
const powerOfOther = powerTable(10 - asymmetryTenths);

/**
 * How strongly a product that somebody was shown to want speaks for another one: the asymmetric cosine of their sets of users (Aiolli 2013),
 * shrunk, `floor(2^20 · both / (shown^0.7 · other^0.3 + 10))`. Both powers are whole numbers of 1/2^16 from a table; the rest is multiplication, addition
 * and division of doubles, which IEEE 754 and so ECMAScript round in one way only: every engine gives the same integer (I10).
 */
export function similarity(both: number, shown: number, other: number): number {
  const norm = (powerOfShown(shown) * powerOfOther(other)) / (powerScale * powerScale);
  return Math.floor((similarityScale * both) / (norm + shrink));
}
