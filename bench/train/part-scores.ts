import type { DayCounts } from '../../contract/lead.ts';
import { leadStatuses } from '../../contract/lead.ts';
import { defaultRules } from '../../domain/scoring/default-rules.ts';
import { pointsBy, type ScoredLead, scoringBy } from '../../domain/scoring/score.ts';
import { addDays } from '../../domain/time/kst.ts';
import { seededRandom } from '../../tests/simulate/random.ts';
import type { Figures } from './part.ts';

const today = '2026-11-22';
const pairs = 200_000;
/** Of one pair; most people come once or twice. */
const mostDays = 4;
const oldestDays = 120;
const mostEvents = 5;
/** The median of so many goes. */
const rounds = 5;

/** Every user and product scored as of one day, as a desk does at midnight and when a policy is set: generated, whatever data there is. */
export async function measureScores(): Promise<Figures> {
  const leads = generatedLeads();
  const scoring = () => scoringBy(defaultRules, today);
  const times = Array.from({ length: rounds }, () => {
    const startedAt = performance.now();
    const sum = sumOfScores(leads, scoring());
    return { ms: performance.now() - startedAt, sum };
  }).sort((a, b) => a.ms - b.ms);
  const backwards = sumOfScores(leads.map(reversed).reverse(), scoring());
  return {
    score_all_ms_200k_pairs: times[Math.floor(rounds / 2)]?.ms,
    score_order_mismatches: times.filter(({ sum }) => sum !== backwards).length,
  };
}

const sumOfScores = (leads: readonly ScoredLead[], scoring: ReturnType<typeof scoringBy>): number =>
  leads.reduce((sum, lead) => sum + pointsBy(scoring, lead, undefined), 0);

const reversed = (lead: ScoredLead): ScoredLead => ({ ...lead, days: [...lead.days].reverse() });

function generatedLeads(): readonly ScoredLead[] {
  const random = seededRandom('scores', '1');
  const day = (): DayCounts => {
    const [searches, questions, requests, refusals] = [
      random.below(mostEvents),
      random.below(mostEvents),
      random.below(2),
      random.below(2),
    ];
    return [addDays(today, -random.below(oldestDays)), searches, questions, requests, refusals];
  };
  return Array.from({ length: pairs }, () => ({
    days: Array.from({ length: 1 + random.below(mostDays) }, day),
    status: random.pick(leadStatuses),
    tags: [],
  }));
}
