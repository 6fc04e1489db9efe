/** Last digits whose reading (이, 사, 오, 구) ends in a vowel. */
const openDigits = [2, 4, 5, 9];

/** A whole number with the Korean "and" or "with" that its reading asks for: `18240과`, `18242와`. */
export const withAnd = (value: number): string => `${value}${openDigits.includes(value % 10) ? '와' : '과'}`;
