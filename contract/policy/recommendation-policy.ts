import { z } from '../zod.ts';
import { policyHead } from './policy-head.ts';

/** Whether products that somebody looked at already may be recommended again: after everything new, among it, or not at all. */
export const seenRules = ['last', 'among', 'never'] as const;

const rules = {
  id: z.literal('recommendation'),
  seen: z.enum(seenRules),
  /** A product that was sent to somebody is not recommended to them again for so many Asia/Seoul days; 0: it may be at once. */
  restDays: z.int().min(0).max(365),
};

/** What may be recommended, as a marketer sets it. What was refused, is out of stock or unknown never is. */
export const RecommendationRules = z.strictObject(rules);
export type RecommendationRules = z.infer<typeof RecommendationRules>;

export const RecommendationPolicy = z.strictObject({ ...rules, ...policyHead });
export type RecommendationPolicy = z.infer<typeof RecommendationPolicy>;
