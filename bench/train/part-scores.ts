import { defaultRules } from '../../domain/scoring/default-rules.ts';
import { pointsBy, type ScoredLead, scoringBy } from '../../domain/scoring/score.ts';
import { cpuUs } from './cpu-time.ts';
import { generatedLeads, scoredOn } from './generated-leads.ts';
import type { Figures } from './part.ts';

const pairs = 200_000;
const usPerMs = 1_000;
/** The median of so many goes. */
const rounds = 5;

/** Every user and product scored as of one day, as a desk does at midnight and when a policy is set: generated, whatever data there is. */
export async function measureScores(): Promise<Figures> {
  const leads = generatedLeads(pairs);
  const scoring = () => scoringBy(defaultRules, scoredOn);
  const times = Array.from({ length: rounds }, () => {
    const startedAt = cpuUs();
    const sum = sumOfScores(leads, scoring());
    return { ms: (cpuUs() - startedAt) / usPerMs, sum };
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
