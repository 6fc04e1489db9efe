import type { Lead } from '../../contract/lead.ts';
import type { Person } from '../../contract/person.ts';
import type { ScoreRules } from '../../contract/policy/score-policy.ts';
import { clampTo, pointScale } from './points.ts';
import type { ScoreTerm } from './score-term.ts';

export type FitLead = Readonly<Pick<Lead, 'status' | 'tags'>>;
export type FitPerson = Readonly<Pick<Person, 'phone' | 'kakaoUuid' | 'consents'>>;

/** Who somebody is to the shop: how to reach them, what they agreed to, and what marketers noted of the lead. Nothing of it loses worth with time. */
export type Fit = Readonly<{
  points(lead: FitLead, person: FitPerson | undefined): number;
  terms(lead: FitLead, person: FitPerson | undefined): readonly ScoreTerm[];
}>;

export function fitBy({ fit: rules }: ScoreRules): Fit {
  const ofTag = new Map(rules.tags.map(({ tag, points }) => [tag, points]));
  const cap = rules.cap * pointScale;

  const points = ({ status, tags }: FitLead, person: FitPerson | undefined): number => {
    let sum = rules.statuses[status];
    if (isReachable(person)) sum += rules.contact;
    if (agreesToAds(person)) sum += rules.adConsent;
    if (ofTag.size > 0) for (const tag of tags) sum += ofTag.get(tag) ?? 0;
    return clampTo(cap, sum * pointScale);
  };

  const terms = (lead: FitLead, person: FitPerson | undefined): readonly ScoreTerm[] => {
    const { status, tags } = lead;
    const all: readonly ScoreTerm[] = [
      { part: 'fit', kind: 'contact', points: isReachable(person) ? rules.contact * pointScale : 0 },
      { part: 'fit', kind: 'adConsent', points: agreesToAds(person) ? rules.adConsent * pointScale : 0 },
      { part: 'fit', kind: 'status', status, points: rules.statuses[status] * pointScale },
      ...tags.map((tag): ScoreTerm => ({ part: 'fit', kind: 'tag', tag, points: (ofTag.get(tag) ?? 0) * pointScale })),
    ];
    const told = all.filter((term) => term.points !== 0);
    const off = points(lead, person) - told.reduce((sum, term) => sum + term.points, 0);
    return off === 0 ? told : [...told, { part: 'fit', kind: 'cap', points: off }];
  };
  return { points, terms };
}

const isReachable = (person: FitPerson | undefined): boolean => person?.phone !== undefined || person?.kakaoUuid !== undefined;

const agreesToAds = (person: FitPerson | undefined): boolean =>
  person?.consents.some(({ purpose, granted }) => purpose === 'ad' && granted) ?? false;
