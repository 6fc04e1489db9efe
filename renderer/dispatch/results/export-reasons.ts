/** Why a list of people leaves as a file, as it is asked most often; `other` is said in one's own words. */
export const exportReasons = ['report', 'inquiry', 'settlement', 'evidence', 'other'] as const;
export type ExportReason = (typeof exportReasons)[number];

/** As long as the contract takes it. */
export const longestReason = 200;

/** What is put on record; undefined while it says nothing. @param words the reasons in the marketer's language */
export function reasonSaid(
  picked: ExportReason,
  own: string,
  words: (reason: Exclude<ExportReason, 'other'>) => string,
): string | undefined {
  if (picked !== 'other') return words(picked);
  const said = own.trim();
  return said === '' ? undefined : said;
}
