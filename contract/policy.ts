import { ClassifierCard } from './policy/classifier-card.ts';
import { DecisionPolicy, DecisionRules } from './policy/decision-policy.ts';
import { Lessons } from './policy/lessons.ts';
import { NeighboursCard } from './policy/neighbours-card.ts';
import { RecommendationPolicy, RecommendationRules } from './policy/recommendation-policy.ts';
import { ScorePolicy, ScoreRules } from './policy/score-policy.ts';
import { SendingPolicy, SendingRules } from './policy/sending-policy.ts';
import { z } from './zod.ts';

/** Collection `policy`: what the shop goes by, one document an `id`; absent as long as nobody has set it, and then the shipped one holds. */
export const Policy = z.discriminatedUnion('id', [
  ScorePolicy,
  DecisionPolicy,
  RecommendationPolicy,
  SendingPolicy,
  NeighboursCard,
  ClassifierCard,
  Lessons,
]);
export type Policy = z.infer<typeof Policy>;

/** What of a policy a person sets (`setPolicy`). */
export const PolicyRules = z.discriminatedUnion('id', [ScoreRules, DecisionRules, RecommendationRules, SendingRules]);
export type PolicyRules = z.infer<typeof PolicyRules>;

/** The ids of policies that people set. */
export type PolicyId = PolicyRules['id'];
/** A policy that people set, as it stands. */
export type SetByPeople<Id extends PolicyId = PolicyId> = Extract<Policy, { id: Id }>;
