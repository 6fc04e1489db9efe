import type { DayCounts } from '../../contract/lead.ts';
import type { ScoreRules } from '../../contract/policy/score-policy.ts';
import { daysBetween } from '../time/kst.ts';
import { halfLifeTables } from './half-life-tables.ts';
import { clampTo, pointScale } from './points.ts';
import { eventKinds, type ScoreTerm } from './score-term.ts';

/** What somebody did, as of a day: counts by event day, each losing its worth with age. Events after that day count in full. */
export type Engagement = Readonly<{ points(days: readonly DayCounts[]): number; terms(days: readonly DayCounts[]): readonly ScoreTerm[] }>;

/** Everything that is the same for all leads is worked out once; `asOfDay` is a day in Seoul, never a clock (I12). */
export function engagementBy({ engagement: rules }: ScoreRules, asOfDay: string): Engagement {
  const table = halfLifeTables[rules.halfLifeDays];
  const known = new Map<string, Readonly<{ worth: number; isRecent: boolean }>>();
  const cap = rules.cap * pointScale;
  const weights = eventKinds.map((kind) => ({ kind, points: rules[kind].points, cap: rules[kind].cap * pointScale }));

  /** Dates are read once a day of history, not once a lead. */
  const dayOf = (day: string) => {
    const before = known.get(day);
    if (before) return before;
    const age = Math.max(0, daysBetween(day, asOfDay));
    const found = { worth: table[age] ?? 0, isRecent: age < rules.halfLifeDays };
    known.set(day, found);
    return found;
  };

  const points = (days: readonly DayCounts[]): number => {
    let [searches, questions, requests, refusals] = [0, 0, 0, 0];
    for (const row of days) {
      const { worth } = dayOf(row[0]);
      searches += row[1] * worth;
      questions += row[2] * worth;
      requests += row[3] * worth;
      refusals += row[4] * worth;
    }
    const worths = [searches, questions, requests, refusals];
    let sum = 0;
    for (const [column, weight] of weights.entries()) sum += clampTo(weight.cap, weight.points * (worths[column] ?? 0));
    return clampTo(cap, sum);
  };

  const ofKind = ({ kind, points: weight, cap: most }: (typeof weights)[number], column: number, days: readonly DayCounts[]) => {
    const events = [true, false].map((recent): ScoreTerm => {
      const rows = days.filter(([day]) => dayOf(day).isRecent === recent);
      const count = rows.reduce((sum, row) => sum + (row[column + 1] as number), 0);
      const worth = rows.reduce((sum, row) => sum + (row[column + 1] as number) * dayOf(row[0]).worth, 0);
      return { part: 'engagement', kind: 'events', of: kind, recent, count, points: weight * worth + 0 };
    });
    const happened = events.filter((term) => term.kind === 'events' && (term.count !== 0 || term.points !== 0));
    return [...happened, ...capped(happened, most, kind)];
  };

  const terms = (days: readonly DayCounts[]): readonly ScoreTerm[] => {
    const all = weights.flatMap((weight, column) => ofKind(weight, column, days));
    return [...all, ...capped(all, cap, 'all')];
  };
  return { points, terms };
}

/** What a cap takes off the sum of these terms; nothing where they stay within it. */
function capped(terms: readonly ScoreTerm[], cap: number, of: Extract<ScoreTerm, { part: 'engagement'; kind: 'cap' }>['of']): ScoreTerm[] {
  const sum = terms.reduce((total, term) => total + term.points, 0);
  const off = clampTo(cap, sum) - sum;
  return off === 0 ? [] : [{ part: 'engagement', kind: 'cap', of, points: off }];
}
