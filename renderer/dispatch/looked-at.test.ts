import { expect, test } from 'vitest';
import { type LineQuery, linePage } from '../replica/desk/line-page.ts';
import { lookedAt } from './looked-at.ts';

const itself = (letter: string) => letter;
const pageOf = (query: Partial<LineQuery> = {}) => linePage([...'abcdefgh'], { offset: 2, limit: 3, ...query }, itself);

test('given a press on a line that is here, it is looked at before the desk has answered', () => {
  expect(lookedAt(pageOf({ picked: 'a' }), 'd', itself)).toEqual({ at: 3, line: 'd' });
  expect(lookedAt(pageOf({ picked: 'a' }), 4, itself)).toEqual({ at: 4, line: 'e' });
});

test('given one who was scrolled out of sight, they are still looked at', () => {
  expect(lookedAt(pageOf({ picked: 'h' }), 'h', itself)).toEqual({ at: 7, line: 'h' });
});

test('given a place that is not here yet, nobody else is shown in its stead', () => {
  expect(lookedAt(pageOf({ picked: 'a' }), 7, itself)).toEqual({ at: 7, line: undefined });
  expect(lookedAt(pageOf({ picked: 7 }), 7, itself)).toEqual({ at: 7, line: 'h' });
});

test('given a list that became shorter, its last line stands for a place beyond', () => {
  expect(lookedAt(pageOf({ picked: 99 }), 99, itself)).toEqual({ at: 7, line: 'h' });
});

test('given no answer, or nobody, nothing is looked at', () => {
  expect(lookedAt(undefined, 'a', itself)).toEqual({ at: -1, line: undefined });
  expect(lookedAt(linePage([], { offset: 0, limit: 3 }, itself), 'a', itself)).toEqual({ at: -1, line: undefined });
});
