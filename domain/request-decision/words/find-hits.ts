import { type Lexeme, lexemes } from './lexemes.ts';
import { isPause, type Normalised, pause } from './normalise.ts';

/** A word of the table in a text: from `start` up to `end` of the normalised text. */
export type Hit = Readonly<{ lexeme: Lexeme; start: number; end: number }>;

/** How long the ending of a denied word may be (`불가 능 하지 않다`). */
const denialReach = 2;

/** Every word of the table in a text, in its order, none over another. */
export function findHits(said: Normalised): readonly Hit[] {
  const hits: Hit[] = [];
  for (let at = 0; at < said.text.length; at += 1) {
    const hit = hitAt(said, at);
    if (!hit) continue;
    const before = hits.at(-1);
    if (!hit.lexeme.denies || !before || hit.start - before.end > denialReach) hits.push(hit);
    at = hit.end - 1;
  }
  return hits;
}

/** The words that begin with a character, in the order of the table. */
const byFirst: ReadonlyMap<string, readonly Lexeme[]> = new Map(
  [...new Set(lexemes.flatMap(({ starts }) => starts.map(([first = '']) => first)))].map((first) => [
    first,
    lexemes.filter(({ starts }) => starts.some((start) => start.startsWith(first))),
  ]),
);

function hitAt(said: Normalised, at: number): Hit | undefined {
  for (const lexeme of byFirst.get(said.text[at] ?? '') ?? []) {
    const start = lexeme.starts.find((word) => said.text.startsWith(word, at));
    if (start === undefined || isOther(said, at, start.length, lexeme)) continue;
    const end = endOf(said.text, at + start.length, lexeme);
    if (end !== undefined) return { lexeme, start: at, end };
  }
  return undefined;
}

/** Whether what stands around it makes it another word. */
function isOther({ text, beginsWord }: Normalised, at: number, length: number, lexeme: Lexeme): boolean {
  const { notAfter = [], notBefore = [], afterRieul, beginsClause } = lexeme;
  if (!beginsWord(at) && notAfter.some((word) => text.endsWith(word, at))) return true;
  if (notBefore.some((word) => text.startsWith(word, at + length))) return true;
  if (afterRieul && !endsInRieul(text[at - 1])) return true;
  if (beginsClause && at > 0 && !isPause(text[at - 1])) return true;
  return lexeme.beginsWord === true && !beginsWord(at);
}

/** Where the word ends; undefined where what has to follow does not. */
function endOf(text: string, from: number, { followedBy, within = 0 }: Lexeme): number | undefined {
  if (!followedBy) return from;
  for (let at = from; at <= from + within; at += 1) {
    if (isPause(text[at] ?? pause)) return followedBy.includes(pause) ? at : undefined;
    const word = followedBy.find((follows) => text.startsWith(follows, at));
    if (word !== undefined) return at + word.length;
  }
  return undefined;
}

/** Of a Hangul syllable of Unicode: it is `0xAC00 + (initial * 21 + vowel) * 28 + final`, and ㄹ is the eighth final. */
const [firstSyllable, lastSyllable, finals, rieul] = [0xac00, 0xd7a3, 28, 8];

function endsInRieul(syllable: string | undefined): boolean {
  const code = syllable?.charCodeAt(0) ?? 0;
  return code >= firstSyllable && code <= lastSyllable && (code - firstSyllable) % finals === rieul;
}
