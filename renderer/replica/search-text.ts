import { disassemble } from 'es-hangul';

/** What a lead is found by. */
export type SearchText = string;

export const searchText = (parts: readonly (string | undefined)[]): SearchText => normalised(parts.filter(Boolean).join('\n'));

/** Every word must be found; a word of initial consonants alone (초성, `ㄱㅎㄴ`) is found in those of the text. */
export function textMatcher(text: string): (search: SearchText) => boolean {
  const words = normalised(text)
    .split(/\s+/)
    .filter((word) => word !== '')
    .map(wordMatcher);
  return (search) => words.every((matches) => matches(search));
}

function wordMatcher(word: string): (search: SearchText) => boolean {
  if (!/^[ㄱ-ㅎ]+$/.test(word)) return (search) => search.includes(word);
  const wanted = [...disassemble(word)].map(toInitial); // an input method may have joined ㄱ and ㅅ to ㄳ
  return (search) => hasInitials(search, wanted);
}

const firstSyllable = 0xac00;
/** How many syllables of the Unicode block begin with the same consonant: 21 vowels, 28 endings. */
const ofOneInitial = 588;
const initials = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ';

/** A consonant as its code and as the code of the first syllable that begins with it. */
type Initial = Readonly<{ code: number; from: number }>;

const toInitial = (consonant: string): Initial => ({
  code: consonant.charCodeAt(0),
  from: firstSyllable + initials.indexOf(consonant) * ofOneInitial,
});

/** Looks at the text itself, by hand: a hundred thousand leads wait for one keystroke, and nothing has to be kept for it. */
function hasInitials(text: string, wanted: readonly Initial[]): boolean {
  for (let start = 0; start <= text.length - wanted.length; start++) {
    let found = 0;
    while (found < wanted.length && isInitial(text.charCodeAt(start + found), wanted[found] as Initial)) found++;
    if (found === wanted.length) return true;
  }
  return false;
}

const isInitial = (code: number, { code: own, from }: Initial): boolean => code === own || (code >= from && code < from + ofOneInitial);

const normalised = (text: string) => text.normalize('NFC').toLowerCase().trim();
