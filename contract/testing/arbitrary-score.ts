import fc from 'fast-check';
import { leadStatuses } from '../lead.ts';
import type { Person } from '../person.ts';
import { halfLives, type ScoreRules } from '../policy/score-policy.ts';

const someTags = ['vip', '단골', '재구매'].sort();
const anyPoints = fc.integer({ min: -100, max: 100 });
const anyCap = fc.nat(300);
const anyWeight = fc.record({ points: anyPoints, cap: anyCap });

/** Any weights that a marketer may set, caps that bite among them. */
export const anyScoreRules: fc.Arbitrary<ScoreRules> = fc.record({
  id: fc.constant('score' as const),
  engagement: fc.record({
    ...{ searches: anyWeight, questions: anyWeight, requests: anyWeight, refusals: anyWeight },
    halfLifeDays: fc.constantFrom(...halfLives),
    cap: anyCap,
  }),
  fit: fc.record({
    ...{ contact: anyPoints, adConsent: anyPoints, cap: anyCap },
    statuses: fc.record({ new: anyPoints, contacted: anyPoints, interested: anyPoints, won: anyPoints, lost: anyPoints }),
    tags: fc.subarray(someTags).chain((tags) => fc.tuple(...tags.map((tag) => fc.record({ tag: fc.constant(tag), points: anyPoints })))),
  }),
  bands: fc
    .record({ c: fc.integer({ min: -50, max: 50 }), b: fc.nat(50), a: fc.nat(50) })
    .map(({ c, b, a }) => ({ c, b: c + b + 1, a: c + b + a + 2 })),
});

/** What marketers set of a lead, as far as scores read it. */
export const anyLeadFacts = fc.record({ status: fc.constantFrom(...leadStatuses), tags: fc.subarray(someTags) });

const said = { value: 'x', at: 1, factId: 'f' };

/** Somebody of whom much, little or nothing is known. */
export const anyScoredPerson: fc.Arbitrary<Person | undefined> = fc.option(
  fc.record({ phone: fc.boolean(), kakao: fc.boolean(), granted: fc.constantFrom(true, false, undefined) }).map(
    ({ phone, kakao, granted }): Person => ({
      id: '39',
      ...(phone && { phone: said }),
      ...(kakao && { kakaoUuid: said }),
      consents: granted === undefined ? [] : [{ purpose: 'ad', channel: 'kakao', granted, at: 1, factId: 'f' }],
    }),
  ),
  { nil: undefined },
);
