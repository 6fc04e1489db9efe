const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const quote = 0x22;
const backslash = 0x5c;
const opening = new Set([0x5b, 0x7b]);
const closing = new Set([0x5d, 0x7d]);

export type StrictJson = Readonly<{ ok: true; value: unknown }> | Readonly<{ ok: false; reason: 'notUtf8' | 'tooDeep' | 'notJson' }>;

/**
 * Reads JSON from outside: strict UTF-8, nesting bounded before anything is parsed, so that no later walk over the value can
 * run out of stack. A `__proto__` key becomes a property of that name, never a prototype; schemas pass it over.
 */
export function parseStrictJson(bytes: Uint8Array, maxDepth: number): StrictJson {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return { ok: false, reason: 'notUtf8' };
  }
  if (opensMoreThan(text, maxDepth) && nestingOf(text) > maxDepth) return { ok: false, reason: 'tooDeep' };
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false, reason: 'notJson' };
  }
}

/** Whether a text has more opening brackets than so many. Most have one, and none of those needs its nesting counted. */
function opensMoreThan(text: string, most: number): boolean {
  let found = 0;
  for (const bracket of ['{', '[']) {
    for (let at = text.indexOf(bracket); at !== -1; at = text.indexOf(bracket, at + 1)) if (++found > most) return true;
  }
  return false;
}

/** The deepest nesting of arrays and objects in a JSON text; brackets inside strings do not count. Never recurses. */
export function nestingOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (inString) {
      if (unit === backslash) index++;
      else if (unit === quote) inString = false;
    } else if (unit === quote) inString = true;
    else if (opening.has(unit)) deepest = Math.max(deepest, ++depth);
    else if (closing.has(unit)) depth--;
  }
  return deepest;
}
