import { expect, test } from 'vitest';
import { moved } from './use-active-row.ts';

test('given the last row, down stays on it', () => {
  expect(moved(9, 'down', 10)).toBe(9);
  expect(moved(0, 'up', 10)).toBe(0);
});

test('given any row, first and last reach the ends', () => {
  expect(moved(4, 'first', 10)).toBe(0);
  expect(moved(4, 'last', 10)).toBe(9);
});

test('given an empty list, no key leaves the beginning', () => {
  expect(moved(0, 'pageDown', 0)).toBe(0);
});
