import { visitJamo } from './jamo.ts';

/** Features share this many places; two that fall on the same one are counted as one. */
export const featurePlaces = 2 ** 16;
const lastPlace = featurePlaces - 1;

/** Which letters, from `start` to before `end` of the text as `readable` gives it, make the feature at a place. */
export type VisitFeature = (place: number, start: number, end: number) => void;

/** So that one text is one, however it was typed: composed, in small letters, one space between words and none around. */
export const readable = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

const mostSyllables = 4;
const leastJamo = 3;
const mostJamo = 6;
/** About the last four syllables, where Korean says whether something is asked, told or refused. */
const endingJamo = 12;

/** FNV-1a, over code units: http://www.isthe.com/chongo/tech/comp/fnv/ */
const offsetBasis = 0x811c9dc5;
const prime = 0x01000193;
const added = (hash: number, unit: number): number => Math.imul(hash ^ unit, prime);

/** What tells the kinds apart: the same letters are another feature as part of an ending or as a whole word. */
const kinds = { syllables: added(offsetBasis, 1), ending: added(offsetBasis, 2), word: added(offsetBasis, 3) };

/** Where a text begins and ends, as if they were letters of it. */
const edge = 0;

/** The low bits of FNV are its worst: all are folded into those that are kept. */
const placeOf = (hash: number): number => (hash ^ (hash >>> 16)) & lastPlace;

/**
 * Calls `visit` for every feature of a text that `readable` made: one to four syllables in a row, words, three to six letters in a row of the ending.
 * Always in the same order; a feature that is there twice is visited twice.
 */
export function visitFeatures(text: string, visit: VisitFeature): void {
  visitSyllables(text, visit);
  visitWords(text, visit);
  visitEnding(text, visit);
}

const unitAt = (text: string, at: number): number => (at < 0 || at >= text.length ? edge : text.charCodeAt(at));

function visitSyllables(text: string, visit: VisitFeature): void {
  for (let start = -1; start <= text.length; start += 1) {
    let hash = kinds.syllables;
    const last = Math.min(start + mostSyllables, text.length + 1);
    for (let at = start; at < last; at += 1) {
      hash = added(hash, unitAt(text, at));
      visit(placeOf(hash), Math.max(start, 0), Math.min(at + 1, text.length));
    }
  }
}

function visitWords(text: string, visit: VisitFeature): void {
  let [hash, start] = [kinds.word, 0];
  for (let at = 0; at <= text.length; at += 1) {
    const ends = at === text.length || text[at] === ' ';
    if (!ends) hash = added(hash, text.charCodeAt(at));
    else {
      if (at > start) visit(placeOf(hash), start, at);
      [hash, start] = [kinds.word, at + 1];
    }
  }
}

function visitEnding(text: string, visit: VisitFeature): void {
  const letters: number[] = [];
  const places: number[] = [];
  const from = Math.max(0, text.length - endingJamo);
  visitJamo(text.slice(from), (letter, at) => {
    letters.push(letter);
    places.push(from + at);
  });
  letters.push(edge);
  places.push(text.length - 1);
  for (let start = Math.max(0, letters.length - 1 - endingJamo); start < letters.length; start += 1) {
    let hash = kinds.ending;
    for (let at = start; at < Math.min(start + mostJamo, letters.length); at += 1) {
      hash = added(hash, letters[at] as number);
      if (at - start + 1 >= leastJamo) visit(placeOf(hash), places[start] as number, (places[at] as number) + 1);
    }
  }
}
