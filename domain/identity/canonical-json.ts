/**
 * Anything but what JSON writes as it is (RFC 8785 section 3.2.2.2): controls, `"` and `\`, and all halves of surrogate pairs, of which
 * it escapes the lone ones.
 */
const mayNeedEscape = /[^ !#-[\]-\ud7ff\ue000-\uffff]/;

/** Names of members as they are written, quotes and colon included. The names of our documents are few; those of a stranger may not be. */
const memberNames = new Map<string, string>();
const memberNamesKept = 1_000;

/**
 * Canonical JSON (RFC 8785): object keys by UTF-16 code unit, no white space, numbers as ECMAScript writes them.
 * Absent keys stay absent: `undefined` in an object is left out. Refuses what JSON cannot carry.
 *
 * Every document and every event passes here several times, so it joins text rather than lists, and asks `JSON.stringify` only for
 * strings that need it: a call of it costs more than most strings do.
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'number':
      return canonicalNumber(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? canonicalArray(value) : canonicalObject(value as Record<string, unknown>);
    default:
      throw new TypeError(`canonical JSON has no ${typeof value}`);
  }
}

const quoted = (text: string): string => (mayNeedEscape.test(text) ? JSON.stringify(text) : `"${text}"`);

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
  for (const key of sortedKeys(object)) {
    const value = object[key];
    if (value === undefined) continue;
    const member = memberName(key) + canonicalJson(value);
    text += text === '' ? member : `,${member}`;
  }
  return `{${text}}`;
}

/** Most objects have few members, for which sorting in place costs less than the lists that `sort` makes. */
const fewKeys = 20;

function sortedKeys(object: Record<string, unknown>): string[] {
  const keys = Object.keys(object);
  if (keys.length > fewKeys) return keys.sort();
  for (let index = 1; index < keys.length; index += 1) moveDown(keys, index);
  return keys;
}

/** A step of an insertion sort; keys that are in order already, as those of what was written canonically, are only looked at. */
function moveDown(keys: string[], index: number): void {
  const key = keys[index] as string;
  let at = index;
  for (; at > 0 && (keys[at - 1] as string) > key; at -= 1) keys[at] = keys[at - 1] as string;
  keys[at] = key;
}

function memberName(key: string): string {
  const known = memberNames.get(key);
  if (known !== undefined) return known;
  const name = `${quoted(key)}:`;
  if (memberNames.size < memberNamesKept) memberNames.set(key, name);
  return name;
}
