/**
 * Canonical JSON (RFC 8785): object keys by UTF-16 code unit, no white space, numbers as ECMAScript writes them.
 * Absent keys stay absent: `undefined` in an object is left out. Refuses what JSON cannot carry.
 *
 * Every document and every event passes here, so it joins text rather than lists.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'number') return canonicalNumber(value);
  if (Array.isArray(value)) return canonicalArray(value);
  if (typeof value === 'object' && value !== null) return canonicalObject(value as Record<string, unknown>);
  const text = JSON.stringify(value);
  if (text === undefined) throw new TypeError(`canonical JSON has no ${typeof value}`);
  return text;
}

function canonicalNumber(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError('canonical JSON has no NaN and no infinity');
  return String(value);
}

function canonicalArray(values: readonly unknown[]): string {
  let text = '';
  for (const value of values) text += text === '' ? canonicalJson(value) : `,${canonicalJson(value)}`;
  return `[${text}]`;
}

function canonicalObject(object: Record<string, unknown>): string {
  let text = '';
  for (const key of Object.keys(object).sort()) {
    const value = object[key];
    if (value === undefined) continue;
    const member = `${JSON.stringify(key)}:${canonicalJson(value)}`;
    text += text === '' ? member : `,${member}`;
  }
  return `{${text}}`;
}
