/** Values of a power table are this many times the power. */
export const powerScale = 2 ** 16;

const scale = BigInt(powerScale);
const root = 10n;
const firstLength = 1_024;

/**
 * `floor(2^16 · n^(tenths/10))` for whole n up to 2^32, exactly: what `Math.pow` gives may differ between engines (ECMAScript 21.3.2) and is only
 * where the search begins; the integer whose tenth power does not exceed `2^160 · n^tenths` is found by whole numbers. Each is worked out once.
 */
export function powerTable(tenths: number): (n: number) => number {
  let known: Float64Array = new Float64Array(firstLength).fill(-1);
  return (n) => {
    if (n >= known.length) known = lengthened(known, n);
    const before = known[n] as number;
    if (before >= 0) return before;
    const value = scaledPower(n, tenths);
    known[n] = value;
    return value;
  };
}

function lengthened(known: Float64Array, n: number): Float64Array {
  const longer = new Float64Array(Math.max(n + 1, 2 * known.length)).fill(-1);
  longer.set(known);
  return longer;
}

function scaledPower(n: number, tenths: number): number {
  const target = scale ** root * BigInt(n) ** BigInt(tenths);
  let value = BigInt(Math.floor(powerScale * n ** (tenths / Number(root))));
  while (value ** root > target) value -= 1n;
  while ((value + 1n) ** root <= target) value += 1n;
  return Number(value);
}
