import { z } from '../../contract/zod.ts';
import { Count, parseOptions } from '../../tests/simulate/parse-options.ts';

const Options = z.strictObject({
  /** Published at each point, after a quarter of it to warm up. */
  events: Count.default(20_000),
  /** The log is filled up to this. */
  largest: Count.default(1_000_000),
  full: z.boolean().default(false),
});
export type Options = z.infer<typeof Options>;

export const usage = `npm run bench -- ingest-scale [options]
  --events N     events published at each point (20000)
  --largest N    how many events the log grows to (1000000)
  --full         up to 5,000,000
`;

export const readCommandLine = (args: readonly string[]): Options => parseOptions(Options, args, ['full']);
