import type { DayCounts } from '../../contract/lead.ts';
import type { ScoreRules } from '../../contract/policy/score-policy.ts';
import { daysBetween } from '../time/kst.ts';
import { halfLifeTable } from './half-life-table.ts';

/** One summand. Points are in 1/1024 of a point, integers, so that server and desk agree on every bit (I10). */
export type ScoreTerm = Readonly<{ kind: 'searches' | 'questions' | 'requests' | 'refusals'; points: number }>;
export type Score = Readonly<{ points: number; terms: readonly ScoreTerm[] }>;

/** Points are shown divided by this. */
export const pointScale = 1_024;

const kinds = ['searches', 'questions', 'requests', 'refusals'] as const;

/**
 * Engagement as a sum of counts by event day, each day's worth halving every 14 days before `asOfDay`.
 * Events after `asOfDay` count in full. The terms add up to the score exactly.
 */
export function score(days: readonly DayCounts[], { engagement }: ScoreRules, asOfDay: string): Score {
  const worths = days.map(([day]) => decay(day, asOfDay)); // once a day: it reads two dates
  const terms = kinds.map((kind, column) => ({
    kind,
    points: days.reduce((sum, row, index) => sum + engagement[kind].points * (row[column + 1] as number) * (worths[index] as number), 0),
  }));
  return { points: terms.reduce((sum, { points }) => sum + points, 0), terms };
}

function decay(day: string, asOfDay: string): number {
  const age = Math.max(0, daysBetween(day, asOfDay));
  return halfLifeTable[Math.min(age, halfLifeTable.length - 1)] as number;
}
