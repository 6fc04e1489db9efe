import { Identifier } from './identifier.ts';
import { KstDay } from './time.ts';
import { z } from './zod.ts';

const Hours = z.array(z.int()).length(24);

/** Collection `metric`: what happened to one product on one Asia/Seoul day, by hour 0-23. `id` is `productId~day`. */
export const Metric = z.strictObject({
  id: z.string(),
  productId: Identifier,
  day: KstDay,
  searches: Hours,
  questions: Hours,
  requests: Hours,
  refusals: Hours,
});
export type Metric = z.infer<typeof Metric>;
