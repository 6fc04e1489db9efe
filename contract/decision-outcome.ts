import { z } from './zod.ts';

/** What an analysed request came to. `review` waits for a person. */
export const DecisionOutcome = z.enum(['approve', 'refuse', 'review']);
export type DecisionOutcome = z.infer<typeof DecisionOutcome>;
