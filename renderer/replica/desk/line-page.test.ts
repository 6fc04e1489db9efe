import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LineQuery, linePage } from './line-page.ts';

const letters = [...'abcdefgh'];
const pageOf = (query: Partial<LineQuery>, all: readonly string[] = letters) =>
  linePage(all, { offset: 0, limit: 3, ...query }, (letter) => letter);

describe('some lines of a long list', () => {
  test('given a window, those lines and no others, with how many there are', () => {
    expect(pageOf({ offset: 2 })).toMatchObject({ lines: ['c', 'd', 'e'], offset: 2, total: 8 });
    expect(pageOf({ offset: 7 }).lines).toEqual(['h']);
  });

  test('given one that is picked outside of the window, it is told all the same, by its key or by its place', () => {
    expect(pageOf({ picked: 'g' })).toMatchObject({ at: 6, picked: 'g' });
    expect(pageOf({ picked: 6 })).toMatchObject({ at: 6, picked: 'g' });
  });

  test('given none picked, or one that is gone, the usual one is looked at', () => {
    expect(pageOf({})).toMatchObject({ at: 0, picked: 'a' });
    expect(
      linePage(
        letters,
        { offset: 0, limit: 1, picked: 'z' },
        (letter) => letter,
        () => 3,
      ),
    ).toMatchObject({ at: 3, picked: 'd' });
  });

  test('given an empty list, nothing is looked at', () => {
    expect(pageOf({ picked: 2 }, [])).toEqual({ lines: [], offset: 0, total: 0, at: -1 });
  });

  test('given any list and any question, what is looked at is the line at its place', () => {
    const questions = fc.record({
      offset: fc.nat(20),
      limit: fc.nat(20),
      picked: fc.oneof(fc.nat(20), fc.constantFrom(...letters, 'z')),
    });

    fc.assert(
      fc.property(fc.subarray(letters), questions, (all, query) => {
        const page = linePage(all, query, (letter) => letter);

        expect(page.picked).toBe(all[page.at]);
        expect(page.lines).toEqual(all.slice(query.offset, query.offset + query.limit));
      }),
    );
  });
});
