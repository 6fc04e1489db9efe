/** How shops write one category under another. */
const levels = /[>/|·,]/;

/** Whether a category, or one that it lies under, may not be advertised; case and spaces at the ends make no difference. */
export function isProhibited(category: string, prohibited: readonly string[]): boolean {
  const barred = plainOf(prohibited);
  return barred.has(plain(category)) || (levels.test(category) && category.split(levels).some((level) => barred.has(plain(level))));
}

/** One list is asked about for thousands of people in a row. */
const known = new WeakMap<readonly string[], ReadonlySet<string>>();
function plainOf(prohibited: readonly string[]): ReadonlySet<string> {
  const before = known.get(prohibited);
  if (before) return before;
  const made = new Set(prohibited.map(plain));
  known.set(prohibited, made);
  return made;
}

const plain = (category: string): string => category.normalize('NFC').trim().toLowerCase();
