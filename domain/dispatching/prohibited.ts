/** How shops write one category under another. */
const levels = /[>/|·,]/;

/** Whether a category, or one that it lies under, may not be advertised; case and spaces at the ends make no difference. */
export function isProhibited(category: string, prohibited: readonly string[]): boolean {
  const barred = new Set(prohibited.map(plain));
  return [category, ...category.split(levels)].some((level) => barred.has(plain(level)));
}

const plain = (category: string): string => category.normalize('NFC').trim().toLowerCase();
