import { z } from '../../../contract/zod.ts';
import { Count, parseOptions } from '../../simulate/parse-options.ts';

/** What `npm run fuzz -- http ...` was asked for. */
export const HttpOptions = z.strictObject({
  /** Requests, each with a body of its own or none. */
  bodies: Count.default(1_500),
  seed: z.string().min(1).default('1'),
  /** The first request to make: a failing one is found again by seed and number. */
  from: z.coerce.number().int().nonnegative().default(0),
  /** How many at once. */
  width: Count.max(500).default(48),
});
export type HttpOptions = z.infer<typeof HttpOptions>;

export const parseHttpOptions = (args: readonly string[]): HttpOptions => parseOptions(HttpOptions, args);
