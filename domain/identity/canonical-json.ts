/**
 * Canonical JSON (RFC 8785): object keys by UTF-16 code unit, no white space, numbers as ECMAScript writes them.
 * Absent keys stay absent: `undefined` in an object is left out. Refuses what JSON cannot carry.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) return canonicalObject(value as Record<string, unknown>);
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError('canonical JSON has no NaN and no infinity');
  const text = JSON.stringify(value);
  if (text === undefined) throw new TypeError(`canonical JSON has no ${typeof value}`);
  return text;
}

function canonicalObject(object: Record<string, unknown>): string {
  const members = Object.keys(object)
    .filter((key) => object[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(object[key])}`);
  return `{${members.join(',')}}`;
}
