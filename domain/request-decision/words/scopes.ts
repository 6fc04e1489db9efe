import type { Hit } from './find-hits.ts';
import { isPause, type Normalised, pause, quoteMark } from './normalise.ts';

/**
 * What the rest of its clause makes of a word that may say no: it is asked (`불가능한가요?`), denied in its turn (`불가능하지 않습니다`), quoted,
 * only supposed (`안 되면`), or outweighed by what follows (`원래는 불가한데 이번만 해 드릴게요`). `told`: somebody said so, which stands unless something
 * is asked for. `open`: it is said.
 */
export type Scope = 'open' | 'told' | 'asked' | 'negatedTwice' | 'quoted' | 'supposed' | 'outweighed';

/** How a clause ends that says something, where the next word begins after it. */
const sentenceEnds = [
  '니다',
  '어요',
  '아요',
  '해요',
  '돼요',
  '되요',
  '에요',
  '예요',
  '네요',
  '세요',
  '려요',
  '게요',
  '군요',
  '용',
  '니당',
  '음',
  '임',
  '함',
];

const interrogatives = [
  ...['나요', '나여', '나용', '까요', '까여', '을까', '할까', '될까', '가요', '건가', '는가', '련가', '려나', '당가', '을란가', '남요'],
  ...['는지', '한지', '은지', '을지', '할지', '될지', '릴지', '냐', '니까?', '죠?', '나?', '니?', '요?'],
];
const why = '왜';
/** `안 되니까요` gives a reason and asks nothing. */
const reasons = ['니까', '가요즘'];
const denials = [
  ...['지않', '지는않', '지도않', '진않', '지가않', '지아니', '건아니', '것은아니', '것도아니', '게아니', '거아니', '이아니'],
  ...['리가없', '리없', '리는없', '것없', '것도없', '거없', '이유없', '이유가없', '능은없', '지말', '지마'],
];
const reports = ['다고', '라고', '다던', '다는', '라는', '다네', '대서', '대요', '다며', '라며', '당했', '당해'];
const suppositions = ['더라도', '까봐', '거든', '경우', '수도있', '지도모', '도괜찮'];
/** Nouns in which `면` supposes nothing. */
const faces = ['화', '측', '반', '장', '라', '표', '정', '전'];
const concessions = ['는데', '은데', '한데', '인데', '던데', '지만', '으나', '긴하', '거알', '줄알', '줄은알', '것알', '것은알'];
const promises = ['드릴게', '드릴께', '드리겠', '해드리', '해볼게', '해보겠', '이번만', '이번엔', '특별히', '예외로', '주문할게', '살게'];
/** Something else is given in its place. */
const substitutes = ['대신', '못', '안되', '안돼', '불가'];

/** How far from a word what belongs to its own ending stands. */
const nearby = 7;

export function scopeOf(said: Normalised, hit: Hit, asks: (from: number) => boolean): Scope {
  const { text } = said;
  const clause = clauseAfter(said, hit.end);
  const ending = clause.slice(0, nearby);
  const before = clauseBefore(text, hit.start);
  if (isQuoted(text, hit)) return 'quoted';
  if (before.includes(why)) return 'asked';
  if (hit.lexeme.kind === 'withdraws' && isSupposed(before.replace('그러면', ''))) return 'supposed';
  if (contains(ending, denials)) return 'negatedTwice';
  if (isSupposed(ending) || contains(ending, suppositions)) return 'supposed';
  if (isAsked(clause)) return 'asked';
  const concession = concessions.find((word) => ending.includes(word));
  if (concession !== undefined && outweighs(text, hit.end + ending.indexOf(concession) + concession.length, asks)) return 'outweighed';
  return contains(ending, reports) ? 'told' : 'open';
}

/** The rest of the clause, with the question mark that ends it. */
function clauseAfter({ text, beginsWord }: Normalised, from: number): string {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === pause) return text.slice(from, at);
    if (text[at] === '?') return text.slice(from, at + 1);
    const ends = sentenceEnds.some((word) => at + 1 - word.length >= from - 1 && text.endsWith(word, at + 1));
    if (ends && beginsWord(at + 1) && !isPause(text[at + 1])) return text.slice(from, at + 1);
  }
  return text.slice(from);
}

const clauseBefore = (text: string, start: number): string =>
  text.slice(Math.max(text.lastIndexOf(pause, start - 1), text.lastIndexOf('?', start - 1)) + 1, start);

const contains = (text: string, words: readonly string[]): boolean => words.some((word) => text.includes(word));

function isAsked(clause: string): boolean {
  const plain = reasons.reduce((rest, word) => rest.replaceAll(word, ''), clause);
  return clause.endsWith('?') || contains(plain, interrogatives);
}

function isSupposed(ending: string): boolean {
  const at = ending.indexOf('면');
  return at >= 0 && !faces.includes(ending[at - 1] ?? '');
}

/** What follows is asked for, or given after all. */
function outweighs(text: string, from: number, asks: (from: number) => boolean): boolean {
  const rest = text.slice(from);
  return asks(from) || (contains(rest, promises) && !contains(rest, substitutes));
}

/** Between two marks of a quotation. */
function isQuoted(text: string, { start, end }: Hit): boolean {
  const before = text.slice(0, start).split(quoteMark).length - 1;
  return before % 2 === 1 && text.includes(quoteMark, end);
}
