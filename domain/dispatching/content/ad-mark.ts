/** How an advertisement begins, letter for letter: 정보통신망법 시행령 별표 6. */
export const adMark = '(광고)';

/** Every way in which the mark is written to slip past a filter, and the right one: brackets of any kind, spaces or signs between the letters. */
const anyMark = /[([{<（［｛〈《【"'“‘]\s*광[\s./·_-]*고\s*[)\]}>）］｝〉》】"'”’]/u;

/** Whether somebody wrote a mark by hand. The only one there is, is put in front by us, once. */
export const hasMarkByHand = (text: string): boolean => anyMark.test(text);
