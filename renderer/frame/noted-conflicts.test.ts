import { expect, test } from 'vitest';
import { notedConflicts } from './noted-conflicts.ts';

const nothing = { known: 0, told: 0 };

test('given values of mine overwritten while I was away, a notice tells how many, and only of those that come after it was closed', () => {
  const atStart = notedConflicts(nothing, 3, false);
  const closed = { ...atStart, told: 0 };

  expect(atStart).toEqual({ known: 3, told: 3 });
  expect(notedConflicts(closed, 3, false)).toBe(closed);
  expect(notedConflicts(closed, 5, false)).toEqual({ known: 5, told: 2 });
});

test('given some settled by a teammate, the notice counts those that are left', () => {
  expect(notedConflicts({ known: 3, told: 3 }, 1, false)).toEqual({ known: 1, told: 1 });
});

test('given the inbox in front or a replica that has not spoken, there is no notice', () => {
  expect(notedConflicts({ known: 1, told: 1 }, 4, true)).toEqual({ known: 4, told: 0 });
  expect(notedConflicts(nothing, undefined, false)).toBe(nothing);
});
