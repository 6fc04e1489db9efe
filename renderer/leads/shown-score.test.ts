import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ScoreTerm } from '../../domain/scoring/score.ts';
import { showScore, showTenths, toTenths } from './shown-score.ts';

const kinds: ScoreTerm['kind'][] = ['searches', 'questions', 'requests', 'refusals'];
const anyScore = fc.array(fc.integer({ min: -200_000, max: 2_000_000 }), { minLength: 4, maxLength: 4 }).map((points) => ({
  points: points.reduce((sum, part) => sum + part, 0),
  terms: points.map((part, index) => ({ kind: kinds[index] as ScoreTerm['kind'], points: part })),
}));

test('I10: given any score, the shown terms add up to the shown score', () => {
  fc.assert(
    fc.property(anyScore, (score) => {
      const shown = showScore(score);

      expect(shown.terms.reduce((sum, term) => sum + term.tenths, 0)).toBe(shown.tenths);
    }),
  );
});

test('given any score, no term is shown a whole tenth away from what it is', () => {
  fc.assert(
    fc.property(anyScore, (score) => {
      const shown = showScore(score);

      shown.terms.forEach((term, index) => {
        expect(Math.abs(term.tenths - ((score.terms[index]?.points ?? 0) * 10) / 1_024)).toBeLessThanOrEqual(1);
      });
    }),
  );
});

test('given three thirds, the missing tenth goes to the first that lost most', () => {
  const third = 341;
  const shown = showScore({
    points: third * 3 + 1,
    terms: [
      { kind: 'searches', points: third },
      { kind: 'questions', points: third },
      { kind: 'requests', points: third + 1 },
    ],
  });

  expect(shown.terms.map((term) => showTenths(term.tenths))).toEqual(['0.3', '0.3', '0.4']);
  expect(showTenths(toTenths(1_024))).toBe('1.0');
});

test('given a loss too small to show, it is shown as nothing, not as minus zero', () => {
  expect(Object.is(toTenths(-1), 0)).toBe(true);
});
