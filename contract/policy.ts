import { NeighboursCard } from './policy/neighbours-card.ts';
import { z } from './zod.ts';

/** Collection `policy`: the versioned weights of `domain/scoring`; the only id is `score`. Weights are points per count. */
export const ScorePolicy = z.strictObject({
  id: z.literal('score'),
  version: z.int().positive(),
  searches: z.int(),
  questions: z.int(),
  requests: z.int(),
  refusals: z.int(),
});
export type ScorePolicy = z.infer<typeof ScorePolicy>;

export const Policy = z.discriminatedUnion('id', [ScorePolicy, NeighboursCard]);
export type Policy = z.infer<typeof Policy>;
