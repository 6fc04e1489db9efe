import type { DayCounts } from '../../contract/lead.ts';
import { leadStatuses } from '../../contract/lead.ts';
import type { ScoredLead } from '../../domain/scoring/score.ts';
import { addDays } from '../../domain/time/kst.ts';
import { seededRandom } from '../../tests/simulate/random.ts';

/** The day in Seoul as of which they are scored. */
export const scoredOn = '2026-11-22';
/** Of one pair; most people come once or twice. */
const mostDays = 4;
const oldestDays = 120;
const mostEvents = 5;

/** So many pairs of a user and a product, as far as a score reads them. */
export function generatedLeads(count: number): readonly ScoredLead[] {
  const random = seededRandom('scores', '1');
  const day = (): DayCounts => {
    const [searches, questions, requests, refusals] = [
      random.below(mostEvents),
      random.below(mostEvents),
      random.below(2),
      random.below(2),
    ];
    return [addDays(scoredOn, -random.below(oldestDays)), searches, questions, requests, refusals];
  };
  return Array.from({ length: count }, () => ({
    days: Array.from({ length: 1 + random.below(mostDays) }, day),
    status: random.pick(leadStatuses),
    tags: [],
  }));
}
