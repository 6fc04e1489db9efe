import { z } from '../zod.ts';
import { answered } from './accepted.ts';

/** Answers `questioned`: the question was learned from; `questions` is the lead's total when it was. */
export const Trained = z.strictObject({ kind: z.literal('trained'), ...answered, questions: z.int() });
export type Trained = z.infer<typeof Trained>;
