import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DayCounts } from '../../contract/lead.ts';
import { halfLives, ScoreRules } from '../../contract/policy/score-policy.ts';
import { anyLeadFacts, anyScoredPerson, anyScoreRules } from '../../contract/testing/arbitrary-score.ts';
import { aPerson } from '../../contract/testing/build-document.ts';
import { addDays } from '../time/kst.ts';
import { defaultRules } from './default-rules.ts';
import { halfLifeTables } from './half-life-tables.ts';
import { pointScale } from './points.ts';
import { pointsBy, scoringBy } from './score.ts';

const today = '2026-11-22';

/** A review turned round takes back what it had added on that day, so that a count may be below zero where days are split. */
const anyDays = fc.array(
  fc
    .tuple(fc.integer({ min: -2, max: 400 }), fc.integer({ min: -3, max: 50 }), fc.nat(50), fc.integer({ min: -3, max: 50 }), fc.nat(50))
    .map(([age, ...counts]): DayCounts => [addDays(today, -age), ...counts]),
  { maxLength: 20 },
);
const anySubject = fc.tuple(anyDays, anyLeadFacts, anyScoredPerson).map(([days, facts, person]) => ({ lead: { ...facts, days }, person }));

const nobody = { status: 'new', tags: [] } as const;
const shown = (points: number) => points / pointScale;

test('given any rules and history, the terms add up to the score, each part to its own, and the row is scored the same (I10)', () => {
  fc.assert(
    fc.property(anyScoreRules, anySubject, (rules, { lead, person }) => {
      const scoring = scoringBy(rules, today);
      const { points, engagement, fit, terms, band } = scoring.explain(lead, person);
      const sumOf = (part: string) => terms.filter((term) => term.part === part).reduce((sum, term) => sum + term.points, 0);

      expect([sumOf('engagement'), sumOf('fit')]).toEqual([engagement, fit]);
      expect(points).toBe(engagement + fit);
      expect(points).toBe(pointsBy(scoring, lead, person));
      expect(band).toBe(scoring.bandOf(points));
      for (const part of [points, engagement, fit, ...terms.map((term) => term.points)]) {
        expect(Number.isSafeInteger(part) && !Object.is(part, -0)).toBe(true);
      }
    }),
  );
});

test('given the same facts in any order, split over several rows or merged into one a day, the score is the same', () => {
  const split = ([day, ...counts]: DayCounts): DayCounts[] => [
    [day, ...(counts.map((count) => Math.floor(count / 3)) as [number, number, number, number])],
    [day, ...(counts.map((count) => count - Math.floor(count / 3)) as [number, number, number, number])],
  ];
  fc.assert(
    fc.property(anyScoreRules, anySubject, fc.infiniteStream(fc.nat()), (rules, { lead, person }, random) => {
      const scoring = scoringBy(rules, today);
      const shuffled = lead.days
        .flatMap(split)
        .map((row) => [random.next().value, row] as const)
        .sort(([a], [b]) => a - b)
        .map(([, row]) => row);

      expect(pointsBy(scoring, { ...lead, days: shuffled }, person)).toBe(pointsBy(scoring, lead, person));
    }),
  );
});

test('given any rules that can be drawn, they are of the contract', () => {
  fc.assert(fc.property(anyScoreRules, (rules) => ScoreRules.safeParse(rules).success));
  expect(ScoreRules.safeParse(defaultRules).success).toBe(true);
});

describe('engagement', () => {
  test.each([
    [0, 4],
    [14, 2],
    [28, 1],
    [400, 0],
    [-1, 4],
  ])('given one question %i days ago, it is worth %i points', (age, points) => {
    expect(shown(scoringBy(defaultRules, today).engagement([[addDays(today, -age), 0, 1, 0, 0]]))).toBe(points);
  });

  test('given events of both sides of a half-life, they are told apart, and a cap tells what it takes off', () => {
    const days: DayCounts[] = [
      [addDays(today, -14), 0, 2, 0, 0],
      [today, 0, 20, 0, 0],
    ];

    const { terms, engagement } = scoringBy(defaultRules, today).explain({ ...nobody, days, tags: [] }, undefined);

    expect(terms).toEqual([
      { part: 'engagement', kind: 'events', of: 'questions', recent: true, count: 20, points: 80 * pointScale },
      { part: 'engagement', kind: 'events', of: 'questions', recent: false, count: 2, points: 4 * pointScale },
      { part: 'engagement', kind: 'cap', of: 'questions', points: -24 * pointScale },
    ]);
    expect(shown(engagement)).toBe(60);
  });

  test.each(halfLives)('given a half-life of %i days, its table halves to the last place, never rises and ends at nothing', (days) => {
    const table = halfLifeTables[days];

    expect([table[0], table[days], table[days * 2], table.at(-1)]).toEqual([1_024, 512, 256, 0]);
    expect(table.every((worth, age) => age === 0 || worth <= (table[age - 1] ?? 0))).toBe(true);
  });
});

describe('fit', () => {
  const scoring = scoringBy({ ...defaultRules, fit: { ...defaultRules.fit, tags: [{ tag: 'vip', points: 40 }] } }, today);

  test('given somebody reachable who agreed to advertisements, both are told, at any age', () => {
    expect(scoring.explain({ ...nobody, days: [], tags: [] }, aPerson()).terms).toEqual([
      { part: 'fit', kind: 'contact', points: 5 * pointScale },
      { part: 'fit', kind: 'adConsent', points: 10 * pointScale },
    ]);
  });

  test('given more than fit may add, the rest is taken off as a term of its own', () => {
    const { fit, terms } = scoring.explain({ days: [], status: 'interested', tags: ['vip', '다른'] }, undefined);

    expect(shown(fit)).toBe(30);
    expect(terms).toEqual([
      { part: 'fit', kind: 'status', status: 'interested', points: 10 * pointScale },
      { part: 'fit', kind: 'tag', tag: 'vip', points: 40 * pointScale },
      { part: 'fit', kind: 'cap', points: -20 * pointScale },
    ]);
  });

  test('given consent that was withdrawn, it adds nothing', () => {
    const person = aPerson({ consents: [{ purpose: 'ad', channel: 'kakao', granted: false, at: 1, factId: 'f' }] });

    expect(shown(scoring.fit({ ...nobody, tags: [] }, person))).toBe(5);
  });
});

test.each([
  [50, 'A'],
  [49, 'B'],
  [25, 'B'],
  [10, 'C'],
  [9, 'D'],
  [-3, 'D'],
])('given %i points, the band is %s', (points, band) => {
  expect(scoringBy(defaultRules, today).bandOf(points * pointScale)).toBe(band);
});
