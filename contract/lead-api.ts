import { Hash, Identifier, LeadId } from './identifier.ts';
import { Lead } from './lead.ts';
import { LeadField } from './lead-field.ts';
import { ScoreBand } from './score-band.ts';
import { Text } from './text.ts';
import { KstDay } from './time.ts';
import { z } from './zod.ts';

/** `GET /v1/leads?after=&limit=`: by id. */
export const LeadsQuery = z.strictObject({
  after: LeadId.optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
});
export type LeadsQuery = z.infer<typeof LeadsQuery>;

/** The score as of today in Seoul, in 1/1024 of a point; `version` of the policy that it is by, 0 for the shipped one. */
export const LeadScore = z.strictObject({
  points: z.int(),
  engagement: z.int(),
  fit: z.int(),
  band: ScoreBand,
  asOf: KstDay,
  version: z.int().nonnegative(),
});
export type LeadScore = z.infer<typeof LeadScore>;

export const ScoredLead = z.strictObject({ ...Lead.shape, score: LeadScore });
export type ScoredLead = z.infer<typeof ScoredLead>;

/** `next` is the `after` of the next page; absent on the last. */
export const LeadsPage = z.strictObject({ leads: z.array(ScoredLead), next: LeadId.optional() });
export type LeadsPage = z.infer<typeof LeadsPage>;

/** What makes somebody's recommendation: others who asked about both, what they asked about themselves, or what is asked about most. */
export const RecommendationReason = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('alsoAsked'), productId: Identifier, users: z.int().nonnegative() }),
  z.strictObject({ kind: z.literal('askedAbout') }),
  z.strictObject({ kind: z.literal('popular') }),
]);

export const RecommendationsQuery = z.strictObject({ limit: z.coerce.number().int().min(1).max(20).default(5) });
export type RecommendationsQuery = z.infer<typeof RecommendationsQuery>;

/**
 * `GET /v1/leads/{id}/recommendations?limit=`: for the lead's user, best first, as every desk with this file and this policy shows them (I10). Version 0 of
 * the policy is the shipped one; `neighbours` is absent until something was learned.
 */
export const Recommendations = z.strictObject({
  recommendations: z.array(z.strictObject({ productId: Identifier, because: RecommendationReason })),
  neighbours: z.strictObject({ version: z.int().positive(), hash: Hash }).optional(),
  policyVersion: z.int().nonnegative(),
});
export type Recommendations = z.infer<typeof Recommendations>;

/**
 * `PATCH /v1/leads/{id}`: `from` is the value the caller saw (absent: unset), `to` what it becomes. With `If-Match` the
 * document named by its ETag says what was seen, and `from` is not read.
 */
export const LeadPatch = z.strictObject({
  changes: z
    .array(z.strictObject({ field: LeadField, from: Text.optional(), to: Text.optional() }))
    .min(1)
    .max(50),
});
export type LeadPatch = z.infer<typeof LeadPatch>;
