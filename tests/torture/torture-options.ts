import { z } from '../../contract/zod.ts';
import { Count, parseOptions } from '../simulate/parse-options.ts';

/** What `npm run dispatch:torture -- ...` was asked for. */
export const TortureOptions = z.strictObject({
  store: z.enum(['sqlite', 'postgres']).default('sqlite'),
  items: Count.max(100_000).default(10_000),
  seed: z.string().min(1).default('1'),
  /** Lives of the server before it is left in peace; as many as the items are worth unless said. */
  lives: Count.max(1_000).optional(),
});
export type TortureOptions = z.infer<typeof TortureOptions>;

export const parseTortureOptions = (args: readonly string[]): TortureOptions => parseOptions(TortureOptions, args);
