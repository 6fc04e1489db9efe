import { pointScale } from '../../domain/scoring/points.ts';
import type { Score, ScoreTerm } from '../../domain/scoring/score-term.ts';

/** Scores are shown in tenths of a point. */
const tenths = 10;

/** 1/1024 points as tenths of a point, rounded half up; never minus zero. */
export const toTenths = (points: number): number => Math.round((points * tenths) / pointScale) + 0;

/** `12.3`, always with its one decimal, so that columns of scores line up. */
export const showTenths = (value: number): string => (value / tenths).toFixed(1);

/** `+12.3` or, with a true minus sign, `−12.3`. */
export const showSigned = (value: number): string => `${value < 0 ? '−' : '+'}${showTenths(Math.abs(value))}`;

export type ShownTerm = Readonly<{ term: ScoreTerm; tenths: number }>;
export type ShownPart = Readonly<{ part: ScoreTerm['part']; tenths: number; terms: readonly ShownTerm[] }>;
export type ShownScore = Readonly<{ tenths: number; parts: readonly ShownPart[] }>;

/** A score as it is shown: the shown terms add up to their part, and the shown parts to the shown score (I10). */
export function showScore({ points, engagement, fit, terms }: Score): ShownScore {
  const [shownEngagement = 0, shownFit = 0] = share([engagement, fit], toTenths(points));
  const part = (name: ScoreTerm['part'], total: number): ShownPart => {
    const own = terms.filter((term) => term.part === name);
    const shares = share(
      own.map((term) => term.points),
      total,
    );
    return { part: name, tenths: total, terms: own.map((term, index) => ({ term, tenths: shares[index] ?? 0 })) };
  };
  return { tenths: toTenths(points), parts: [part('engagement', shownEngagement), part('fit', shownFit)] };
}

/**
 * Rounds summands to tenths that add up to a given sum: each is rounded down, and what is missing is given to those that lost most, by
 * largest remainder, ties by order.
 */
function share(summands: readonly number[], total: number): readonly number[] {
  const exact = summands.map((points) => (points * tenths) / pointScale);
  const floors = exact.map(Math.floor);
  const missing = total - floors.reduce((sum, part) => sum + part, 0);
  const lost = (index: number) => (exact[index] ?? 0) - (floors[index] ?? 0);
  const byRemainder = exact.map((_summand, index) => index).sort((a, b) => lost(b) - lost(a) || a - b);
  const raised = new Set(byRemainder.slice(0, missing));
  return floors.map((floor, index) => floor + (raised.has(index) ? 1 : 0));
}
