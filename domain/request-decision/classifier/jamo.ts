const firstSyllable = 0xac00;
const lastSyllable = 0xd7a3;
const vowels = 21;
/** None of them is one. */
const finals = 28;

/** In code points of their own: initials from U+1100, vowels from U+1161, finals from U+11A8. */
const firstInitial = 0x1100;
const firstVowel = 0x1161;
const beforeFirstFinal = 0x11a7;

/**
 * Calls `visit` with each letter that a text is written with and the place of its syllable: those of a Hangul syllable by the arithmetic of the Unicode
 * Standard, section 3.12, every other code unit as it is.
 */
export function visitJamo(text: string, visit: (letter: number, at: number) => void): void {
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < firstSyllable || unit > lastSyllable) {
      visit(unit, at);
      continue;
    }
    const index = unit - firstSyllable;
    const final = index % finals;
    const rest = (index - final) / finals;
    visit(firstInitial + Math.floor(rest / vowels), at);
    visit(firstVowel + (rest % vowels), at);
    if (final > 0) visit(beforeFirstFinal + final, at);
  }
}
