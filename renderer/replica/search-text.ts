import { disassemble, getChoseong } from 'es-hangul';

/** What a lead is found by; the initial consonants are only worked out once somebody searches by them. */
export type SearchText = { readonly plain: string; initials?: string };

export const searchText = (parts: readonly (string | undefined)[]): SearchText => ({ plain: normalised(parts.filter(Boolean).join('\n')) });

/** Every word must be found; a word of initial consonants alone (초성, `ㄱㅎㄴ`) is found in those of the text. */
export function textMatcher(text: string): (search: SearchText) => boolean {
  const words = normalised(text)
    .split(/\s+/)
    .filter((word) => word !== '')
    .map(wordMatcher);
  return (search) => words.every((matches) => matches(search));
}

function wordMatcher(word: string): (search: SearchText) => boolean {
  if (!/^[ㄱ-ㅎ]+$/.test(word)) return ({ plain }) => plain.includes(word);
  const initials = disassemble(word); // an input method may have joined ㄱ and ㅅ to ㄳ
  return (search) => {
    search.initials ??= getChoseong(search.plain);
    return search.initials.includes(initials) || search.plain.includes(word);
  };
}

const normalised = (text: string) => text.normalize('NFC').toLowerCase().trim();
