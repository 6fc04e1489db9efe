import { Label } from '../text.ts';
import { z } from '../zod.ts';
import { policyHead } from './policy-head.ts';

/** Whole points. */
const Points = z.int().min(-1_000).max(1_000);
/** The most that a group may add or take, in whole points. */
const Cap = z.int().min(0).max(10_000);

/** What one event of a kind is worth on its day, and the most that all of its kind may add or take. */
const EventWeight = z.strictObject({ points: Points, cap: Cap });

/** Days after which an event is worth half; each has its literal table in `domain/scoring`. */
export const halfLives = [7, 14, 30] as const;

/** Tags are names that marketers give; more of them than this in one policy would be read by nobody. */
const mostTags = 50;

/** What somebody did: counts by day that lose their worth. */
const Engagement = z.strictObject({
  searches: EventWeight,
  questions: EventWeight,
  requests: EventWeight,
  refusals: EventWeight,
  halfLifeDays: z.literal(halfLives),
  cap: Cap,
});

/** Who somebody is to the shop: what is known of person and lead, at any age. */
const Fit = z.strictObject({
  /** A phone number or a Kakao id is known. */
  contact: Points,
  /** Agreed to advertisements on any channel. */
  adConsent: Points,
  statuses: z.strictObject({ new: Points, contacted: Points, interested: Points, won: Points, lost: Points }),
  /** In code unit order, each once. */
  tags: z
    .array(z.strictObject({ tag: Label, points: Points }))
    .max(mostTags)
    .refine((tags) => tags.every(({ tag }, i) => i === 0 || (tags[i - 1]?.tag ?? '') < tag), 'tags in order, each once'),
  cap: Cap,
});

/** Fewest whole points of the sum of both parts for a band; below `c` it is D. */
const Bands = z.strictObject({ a: z.int(), b: z.int(), c: z.int() }).refine(({ a, b, c }) => a > b && b > c, 'each band above the next');

const rules = { id: z.literal('score'), engagement: Engagement, fit: Fit, bands: Bands };

/** The weights of `domain/scoring`, as a marketer sets them. */
export const ScoreRules = z.strictObject(rules);
export type ScoreRules = z.infer<typeof ScoreRules>;

export const ScorePolicy = z.strictObject({ ...rules, ...policyHead });
export type ScorePolicy = z.infer<typeof ScorePolicy>;
