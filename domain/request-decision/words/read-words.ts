import { findAsks } from './find-asks.ts';
import { findHits, type Hit } from './find-hits.ts';
import { isPause, type Normalised, normalise, type Span } from './normalise.ts';
import { type Scope, scopeOf } from './scopes.ts';

/** A word that may say no, what its clause makes of it, and where it stands in the raw text. */
export type ReadWord = Readonly<{
  word: string;
  kind: Hit['lexeme']['kind'];
  scope: Scope;
  span: Span /** As it was typed. */;
  typed: string;
}>;

/** What the words of a message come to. */
export type Reading = Readonly<{
  words: readonly ReadWord[];
  /** Something is asked for, wherever. */
  asks: boolean;
  /** Something is asked for after the last word that is said. */
  asksAfter: boolean;
  /** It is about something that does not work, as a customer tells it. */
  isFault: boolean;
}>;

/** What stops working. */
const faulty = [
  ...[
    '연결',
    '전원',
    '작동',
    '동작',
    '충전',
    '로그인',
    '접속',
    '재생',
    '인식',
    '화면',
    '소리',
    '결제가',
    '적용이',
    '쿠폰이',
    '앱이',
    '앱에서',
  ],
  ...['버튼', '설치가', '가입이', '조회', '열리', '켜지', '지퍼', '페이지', '링크', '블루투스가', '입금확인'],
];
/** What only a shop says. */
const shopVoice = ['양해', '고객님', '방침', '규정', '정책', '시스템상', '법적', '원칙', '저희', '본사', '드립니다', '드려요'];

export function readWords(raw: string): Reading {
  const said = normalise(raw);
  const hits = findHits(said);
  const asks = findAsks(said, hits);
  const words = hits.map((hit): ReadWord => {
    const span = said.rawSpan(hit.start, hit.end);
    const scope = scopeOf(said, hit, (from) => asks.some((at) => at >= from));
    return { word: hit.lexeme.word, kind: hit.lexeme.kind, scope, span, typed: raw.slice(span.start, span.end) };
  });
  const last = hits.filter((_, index) => isSaid(words[index])).at(-1);
  return {
    words,
    asks: asks.length > 0 || endsAsking(said),
    asksAfter: last !== undefined && asks.some((at) => at >= last.end),
    isFault: faulty.some((word) => said.text.includes(word)) && !shopVoice.some((word) => said.text.includes(word)),
  };
}

/** Nothing in its clause takes it back. */
export const isSaid = (word: ReadWord | undefined): boolean => word?.scope === 'open' || word?.scope === 'told';

const endsAsking = ({ text }: Normalised): boolean => isPause(text.at(-1)) && text.endsWith('?');
