/** A part of a raw text, in UTF-16 units: from `start` up to, not including, `end`. */
export type Span = Readonly<{ start: number; end: number }>;

/** A text as the words of the table are looked for in it: no spaces, one mark a pause. */
export type Normalised = Readonly<{
  text: string;
  /** Where a part of `text` stands in the raw text. */
  rawSpan: (start: number, end: number) => Span;
  /** Whether a new word, or the text, begins at this place of `text`. */
  beginsWord: (at: number) => boolean;
}>;

/** Any pause between two clauses, however it was typed. A question mark stays what it is. */
export const pause = '.';

/** Format characters, the variation selectors of emoji, and the fillers that Hangul has. */
const invisible = /\p{Cf}|\p{Variation_Selector}|\u115F|\u1160|\u3164/u;
const space = /\s/u;
/** Sentence marks, tildes, emoji, and jamo that are a face (ㅠㅠ, ㅎㅎ) rather than a word. */
const pausing = /[.!,;:~…·。、！，ㅠㅜㅎㅋ\p{Extended_Pictographic}\p{Emoji_Modifier}♡♥^]/u;
const asking = /[?？]/u;
const quote = /["'“”‘’「」『』]/u;

/** Marks of a quotation, all told as one. */
export const quoteMark = '"';

/**
 * NFKC and lower case, without what cannot be seen, spaces, or pauses at either end; every place of it is known in the raw text, which is
 * never changed. Korean is typed with and without its spaces (`불 가 능`), so that no word of the table rests on one.
 */
export function normalise(raw: string): Normalised {
  const signs = withoutFillers(signsOf(raw));
  return {
    text: signs.map(({ sign }) => sign).join(''),
    rawSpan: (start, end) => ({ start: signs[start]?.span.start ?? 0, end: signs[end - 1]?.span.end ?? 0 }),
    beginsWord: (at) => signs[at]?.begins ?? false,
  };
}

/** One UTF-16 unit of the normalised text, and the part of the raw text that it comes from. */
type Sign = Readonly<{ sign: string; span: Span; begins: boolean }>;

function signsOf(raw: string): readonly Sign[] {
  const signs: Sign[] = [];
  let begins = true;
  for (const { segment, index } of unitsOf(raw)) {
    const kept = signOf(segment);
    if (kept === undefined) begins ||= space.test(segment);
    else if (kept !== pause || (signs.length > 0 && !isPause(signs.at(-1)?.sign))) {
      for (const sign of kept.split('')) {
        signs.push({ sign, span: { start: index, end: index + segment.length }, begins });
        begins = sign === pause;
      }
    }
  }
  return signs.at(-1)?.sign === pause ? signs.slice(0, -1) : signs;
}

/** `불.가.능`: marks between single characters part nothing. */
const withoutFillers = (signs: readonly Sign[]): readonly Sign[] =>
  signs.filter(({ sign }, at) => sign !== pause || !isAlone(signs, at - 1) || !isAlone(signs, at + 1));

const isAlone = (signs: readonly Sign[], at: number): boolean =>
  signs[at] !== undefined && isPause(signs[at - 1]?.sign ?? pause) && isPause(signs[at + 1]?.sign ?? pause);

export const isPause = (sign: string | undefined): boolean => sign === pause || sign === '?';

/** What is kept of a unit of the raw text; undefined for nothing. Each character of it is one UTF-16 unit. */
function signOf(unit: string): string | undefined {
  if (unit >= '가' && unit <= '힣') return unit; // nearly all of it, and no mark
  if (invisible.test(unit) || space.test(unit)) return undefined;
  if (pausing.test(unit)) return pause;
  if (asking.test(unit)) return '?';
  if (quote.test(unit)) return quoteMark;
  const folded = [...unit.normalize('NFKC').toLowerCase()].filter((one) => !space.test(one) && !invisible.test(one)).join('');
  return folded === '' ? undefined : folded;
}

/** A character with the marks and jamo that compose with it, so that a decomposed `ㅂㅜㄹ` of some machines is one unit. */
const graphemes = new Intl.Segmenter('ko', { granularity: 'grapheme' });

/** Characters, where the text is composed as most are; else graphemes. */
function* unitsOf(raw: string): Iterable<Readonly<{ segment: string; index: number }>> {
  if (raw.normalize('NFC') !== raw) return yield* graphemes.segment(raw);
  let index = 0;
  for (const segment of raw) {
    yield { segment, index };
    index += segment.length;
  }
}
