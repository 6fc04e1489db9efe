import { expect, test } from 'vitest';
import { costOf } from './cost.ts';

test('given a balance that covers it to the won, nothing is missing', () => {
  expect(costOf(3, 30, 90)).toEqual({ totalKrw: 90 });
});

test('given one won less, it is said; given no known balance, nothing is', () => {
  expect(costOf(3, 30, 89)).toEqual({ totalKrw: 90, missingKrw: 1 });
  expect(costOf(3, 30, undefined)).toEqual({ totalKrw: 90 });
});
