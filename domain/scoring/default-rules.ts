import type { ScoreRules } from '../../contract/policy/score-policy.ts';

/**
 * The weights of a shop that has set none. Engagement alone reaches every band; fit alone never reaches the highest, since who somebody is
 * does not say that they want anything now.
 */
export const defaultRules: ScoreRules = {
  id: 'score',
  engagement: {
    searches: { points: 1, cap: 20 },
    questions: { points: 4, cap: 60 },
    requests: { points: 10, cap: 80 },
    refusals: { points: -2, cap: 20 },
    halfLifeDays: 14,
    cap: 120,
  },
  fit: {
    contact: 5,
    adConsent: 10,
    statuses: { new: 0, contacted: 2, interested: 10, won: 5, lost: -15 },
    tags: [],
    cap: 30,
  },
  bands: { a: 50, b: 25, c: 10 },
};
