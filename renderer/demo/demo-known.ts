import type { ScoreRules } from '../../contract/policy/score-policy.ts';
import { defaultRules } from '../../domain/scoring/default-rules.ts';
import { pointsBy, scoringBy } from '../../domain/scoring/score.ts';
import { kstDay } from '../../domain/time/kst.ts';
import type { PreviewSource } from '../replica/policy/preview-scores.ts';
import type { Known } from './demo-rows.ts';
import type { Shop } from './invent-shop.ts';

/** What a preview of scores reads. */
export const previewSource = (known: () => Known, now: () => number): PreviewSource => ({
  leadIds: () => [...known().leads.keys()],
  lead: (id) => known().leads.get(id),
  person: (id) => known().persons.get(id),
  productName: (id) => known().products.get(id)?.name,
  scored: (id) => {
    const { leads, persons, scoring } = known();
    const lead = leads.get(id);
    const points = lead ? pointsBy(scoring, lead, persons.get(lead.userId)) : 0;
    return lead && { points, band: scoring.bandOf(points) };
  },
  today: () => kstDay(now()),
});

/** Scores by these rules, as of a day. */
export const scoredBy = (rules: ScoreRules, today: string): Pick<Known, 'rules' | 'scoring'> => ({
  rules,
  scoring: scoringBy(rules, today),
});

/** What the screens are filled with at first. */
export const known = ({ leads, persons, products }: Shop, today: string): Known => ({
  leads: new Map(leads.map((lead) => [lead.id, lead])),
  persons: new Map(persons.map((person) => [person.id, person])),
  products: new Map(products.map((product) => [product.id, product])),
  pending: new Set(),
  ...scoredBy(defaultRules, today),
});
