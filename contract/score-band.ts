import { z } from './zod.ts';

/** The best first. */
export const scoreBands = ['A', 'B', 'C', 'D'] as const;
/** What a score is worth, by the limits that the shop has set. */
export const ScoreBand = z.enum(scoreBands);
export type ScoreBand = z.infer<typeof ScoreBand>;
