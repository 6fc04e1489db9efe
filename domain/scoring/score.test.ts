import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DayCounts } from '../../contract/lead.ts';
import { addDays } from '../time/kst.ts';
import { defaultRules } from './default-rules.ts';
import { pointScale, score } from './score.ts';

const today = '2026-11-22';
const anyDays = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 400 }), fc.nat(50), fc.nat(50), fc.nat(50), fc.nat(50))
    .map(([age, ...counts]): DayCounts => [addDays(today, -age), ...counts]),
  { maxLength: 20 },
);

test('given any history, the shown terms add up to the shown score, in integers (I10)', () => {
  fc.assert(
    fc.property(anyDays, (days) => {
      const { points, terms } = score(days, defaultRules, today);

      expect(terms.reduce((sum, term) => sum + term.points, 0)).toBe(points);
      expect(Number.isSafeInteger(points)).toBe(true);
    }),
  );
});

test('given days in any order, the score is the same', () => {
  fc.assert(
    fc.property(anyDays, (days) => {
      expect(score([...days].reverse(), defaultRules, today)).toEqual(score(days, defaultRules, today));
    }),
  );
});

test.each([
  [0, 4],
  [14, 2],
  [28, 1],
])('given one question %i days ago, it is worth %i points', (age, points) => {
  const days: DayCounts[] = [[addDays(today, -age), 0, 1, 0, 0]];

  expect(score(days, defaultRules, today).points / pointScale).toBe(points);
});
