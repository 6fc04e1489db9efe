import { pointScale, type Score, type ScoreTerm } from '../../domain/scoring/score.ts';

/** Scores are shown in tenths of a point. */
const tenths = 10;

/** 1/1024 points as tenths of a point, rounded half up; never minus zero. */
export const toTenths = (points: number): number => Math.round((points * tenths) / pointScale) + 0;

/** `12.3`, always with its one decimal, so that columns of scores line up. */
export const showTenths = (value: number): string => (value / tenths).toFixed(1);

export type ShownScore = Readonly<{ tenths: number; terms: readonly Readonly<{ kind: ScoreTerm['kind']; tenths: number }>[] }>;

/**
 * A score as it is shown: the shown terms add up to the shown score (I10). Each term is rounded down and what is missing is
 * given to the terms that lost most, by largest remainder, ties by order.
 */
export function showScore({ points, terms }: Score): ShownScore {
  const total = toTenths(points);
  const exact = terms.map(({ kind, points: part }) => ({ kind, exact: (part * tenths) / pointScale }));
  const floors = exact.map((term) => Math.floor(term.exact));
  const missing = total - floors.reduce((sum, part) => sum + part, 0);
  const byRemainder = exact.map((_term, index) => index).sort((a, b) => remainder(exact[b]) - remainder(exact[a]) || a - b);
  const raised = new Set(byRemainder.slice(0, missing));
  return { tenths: total, terms: exact.map(({ kind }, index) => ({ kind, tenths: (floors[index] ?? 0) + (raised.has(index) ? 1 : 0) })) };
}

const remainder = (term: Readonly<{ exact: number }> | undefined) => (term ? term.exact - Math.floor(term.exact) : 0);
