/** Both halves of ln 2, of fdlibm's `e_exp.c`: the first has so few digits that its multiples are exact. */
const [ln2High, ln2Low] = [0.6931471803691238, 1.9082149292705877e-10];
const smallest = -40;
/** As many as bring the remainder, at most ln 2, below the last bit. */
const terms = 18;

/**
 * e to the power of a number that is 0 or less. `Math.exp` and `**` may differ in the last bit between engines; this is made of operations that
 * IEEE 754 rounds in one way only. Below e^-40 it is 0.
 */
export function exactExp(power: number): number {
  if (power < smallest) return 0;
  const halvings = Math.floor(-power / (ln2High + ln2Low));
  const rest = power + halvings * ln2High + halvings * ln2Low;
  let value = 1;
  for (let term = terms; term > 0; term -= 1) value = 1 + (value * rest) / term;
  for (let halved = 0; halved < halvings; halved += 1) value /= 2;
  return value;
}
