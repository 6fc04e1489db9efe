import type { RecommendationRules } from '../../contract/policy/recommendation-policy.ts';

/** Of a shop that has set none: something new first, and nothing that was sent within the last fortnight. */
export const defaultRecommendationRules: RecommendationRules = { id: 'recommendation', seen: 'last', restDays: 14 };
