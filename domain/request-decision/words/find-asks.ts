import type { Hit } from './find-hits.ts';
import type { Normalised } from './normalise.ts';

/** How something is asked for. */
const asking = [
  ...[
    '주세요',
    '주셔요',
    '주쎄요',
    '주세용',
    '주시겠',
    '주실',
    '주시면',
    '주십',
    '줘요',
    '줄래',
    '줘',
    '주라',
    '주이소',
    '줍서',
    '해달라',
    '주심',
    '주길',
  ],
  ...['부탁', '원합니', '원해요', '싶어', '싶습', '바랍니', '바래요', '좋겠', '요청드', '문의드'],
  ...['주문할게', '변경할게', '교환할게', '반품할게', '신청할게', '구매할게', '주문합', '신청합'],
  ...['나요', '까요', '는지요', '은지요', '있을지'],
];
/** What a shop asks for when it refuses: that it is understood, or thanks. */
const politeBefore = ['양해', '이해', '참고', '너그러이', '너른', '감안', '양지'];
const politeBehind = ['셔서', '신점', '신내용', '신상품'];
/** How far before it such a word stands (`양해 말씀 부탁`). */
const politeReach = 6;

/** Where something is asked for, outside of the words that say no themselves (`취소해 주세요`). */
export function findAsks({ text }: Normalised, hits: readonly Hit[]): readonly number[] {
  const found: number[] = [];
  for (const word of asking) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      if (!isOfHit(at, hits) && !isPolite(text, at, word)) found.push(at);
    }
  }
  return found.sort((a, b) => a - b);
}

/** How long the ending of a word that gives a request up may be (`없던 일로 해 주세요`). */
const endingReach = 2;

/** Of the word that says no, or right behind it: its own ending. */
const isOfHit = (at: number, hits: readonly Hit[]): boolean =>
  hits.some(({ start, end, lexeme }) => at >= start && at <= end + (lexeme.kind === 'withdraws' ? endingReach : 0));

function isPolite(text: string, at: number, word: string): boolean {
  const before = text.slice(Math.max(0, at - politeReach), at);
  if (politeBefore.some((polite) => before.includes(polite))) return true;
  return politeBehind.some((polite) => text.startsWith(polite, at + 1) || text.startsWith(polite, at + word.length));
}
