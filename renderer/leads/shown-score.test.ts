import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyLeadFacts, anyScoredPerson, anyScoreRules } from '../../contract/testing/arbitrary-score.ts';
import { scoringBy } from '../../domain/scoring/score.ts';
import type { Score, ScoreTerm } from '../../domain/scoring/score-term.ts';
import { addDays } from '../../domain/time/kst.ts';
import { showScore, showSigned, showTenths, toTenths } from './shown-score.ts';

const today = '2026-11-22';
const anyDays = fc.array(
  fc.tuple(
    fc.nat(60).map((age) => addDays(today, -age)),
    fc.nat(9),
    fc.nat(9),
    fc.nat(9),
    fc.nat(9),
  ),
  { maxLength: 6 },
);
const anyScore = fc
  .tuple(anyScoreRules, anyDays, anyLeadFacts, anyScoredPerson)
  .map(([rules, days, facts, person]) => scoringBy(rules, today).explain({ ...facts, days }, person));
const sumOf = (shown: readonly Readonly<{ tenths: number }>[]) => shown.reduce((sum, { tenths }) => sum + tenths, 0);

test('I10: given any score, the shown terms add up to their part, and the shown parts to the shown score', () => {
  fc.assert(
    fc.property(anyScore, (score) => {
      const shown = showScore(score);

      expect(shown.tenths).toBe(toTenths(score.points));
      expect(sumOf(shown.parts)).toBe(shown.tenths);
      for (const part of shown.parts) expect(sumOf(part.terms)).toBe(part.tenths);
    }),
  );
});

test('given any score, no term is shown a whole tenth away from what it is', () => {
  fc.assert(
    fc.property(anyScore, (score) => {
      for (const { term, tenths } of showScore(score).parts.flatMap((part) => part.terms)) {
        expect(Math.abs(tenths - (term.points * 10) / 1_024)).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test('given three thirds, the missing tenth goes to the first that lost most', () => {
  const third = 341;
  const term = (points: number): ScoreTerm => ({ part: 'engagement', kind: 'events', of: 'searches', recent: true, count: 1, points });
  const points = third * 3 + 1;
  const score: Score = { points, engagement: points, fit: 0, band: 'D', terms: [term(third), term(third), term(third + 1)] };

  const [engagement] = showScore(score).parts;

  expect(engagement?.terms.map(({ tenths }) => showTenths(tenths))).toEqual(['0.3', '0.3', '0.4']);
  expect(showTenths(toTenths(1_024))).toBe('1.0');
});

test('given a loss too small to show, it is shown as nothing, not as minus zero', () => {
  expect(Object.is(toTenths(-1), 0)).toBe(true);
  expect([showSigned(0), showSigned(-25), showSigned(120)]).toEqual(['+0.0', '−2.5', '+12.0']);
});
