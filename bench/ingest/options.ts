import { z } from '../../contract/zod.ts';
import { Count, parseOptions } from '../../tests/simulate/parse-options.ts';

export const Options = z.strictObject({
  /** At most so many events a row and round; the row that inserts one by one is given a tenth. */
  events: Count.default(40_000),
  /** No row publishes longer than this in a round. */
  seconds: z.coerce.number().positive().default(5),
  rounds: Count.default(3),
  connections: Count.max(100).default(10),
  /** Packets in flight on each connection. */
  window: Count.max(10_000).default(100),
  only: z.enum(['nowhere', 'naive', 'telegraf-like', 'raw-store', 'embedded', 'postgres']).optional(),
  profile: z.string().optional(),
  install: z.boolean().default(false),
  reopen: z.boolean().default(false),
});
export type Options = z.infer<typeof Options>;

export const usage = `npm run bench -- ingest [options]
  --events N        at most so many events a row and round; row by row a tenth of it (40000)
  --seconds S       no row publishes longer than this in a round (5)
  --rounds R        rounds, interleaved; what is shown are medians (3)
  --connections C   publishing connections (10)
  --window W        packets in flight on each (100)
  --install         first installs what the rivals need, into bench/rivals
  --only ROW        one row: nowhere, naive, telegraf-like, raw-store, embedded or postgres
  --profile DIR     leaves a CPU profile of our server there
  --reopen          also fills a store with 1,000,000 events, kills it and opens it again
`;

export const readCommandLine = (args: readonly string[]): Options => parseOptions(Options, args, ['install', 'reopen']);
