import type { Lead } from '../../contract/lead.ts';
import type { ScoreRules } from '../../contract/policy/score-policy.ts';
import type { ScoreBand } from '../../contract/score-band.ts';
import { type Engagement, engagementBy } from './engagement.ts';
import { type Fit, type FitPerson, fitBy } from './fit.ts';
import { pointScale } from './points.ts';
import type { Score } from './score-term.ts';

export type ScoredLead = Readonly<Pick<Lead, 'days' | 'status' | 'tags'>>;

/**
 * Scores by these rules as of a day in Seoul: a pure function of a lead's counts and of what is known of its person, in integers, the same on
 * server and desk (I10). Made once for many leads.
 */
export type Scoring = Readonly<{
  engagement: Engagement['points'];
  fit: Fit['points'];
  bandOf: (points: number) => ScoreBand;
  /** The score with its terms, which add up to it exactly. */
  explain: (lead: ScoredLead, person: FitPerson | undefined) => Score;
}>;

export function scoringBy(rules: ScoreRules, asOfDay: string): Scoring {
  const engagement = engagementBy(rules, asOfDay);
  const fit = fitBy(rules);
  const bandOf = bandsBy(rules);
  return {
    engagement: engagement.points,
    fit: fit.points,
    bandOf,
    explain: (lead, person) => {
      const parts = { engagement: engagement.points(lead.days), fit: fit.points(lead, person) };
      const points = parts.engagement + parts.fit;
      return { points, ...parts, band: bandOf(points), terms: [...engagement.terms(lead.days), ...fit.terms(lead, person)] };
    },
  };
}

/** Both parts together, without their terms: what every row of a table is scored by. */
export const pointsBy = (scoring: Scoring, lead: ScoredLead, person: FitPerson | undefined): number =>
  scoring.engagement(lead.days) + scoring.fit(lead, person);

function bandsBy({ bands }: ScoreRules): Scoring['bandOf'] {
  const [a, b, c] = [bands.a * pointScale, bands.b * pointScale, bands.c * pointScale];
  return (points) => {
    if (points >= a) return 'A';
    if (points >= b) return 'B';
    return points >= c ? 'C' : 'D';
  };
}
