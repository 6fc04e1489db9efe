import { z } from '../../contract/zod.ts';
import { Count, parseOptions } from './parse-options.ts';

/** What `npm run simulate -- ...` was asked for. */
export const Options = z.strictObject({
  users: Count.max(10_000).default(200),
  clients: Count.max(200).default(10),
  /** Packets a second. */
  rate: z.coerce.number().positive().max(20_000).default(20),
  seconds: z.coerce.number().positive().default(60),
  seed: z.string().min(1).default('1'),
  /** Spreads what is said over this many days before now, as if phones had been away; 0 is live. The server takes 30 at most. */
  days: z.coerce.number().min(0).max(30).default(0),
  /** The broker; the server of this machine unless told otherwise. */
  url: z
    .string()
    .regex(/^(mqtts?|wss?):\/\//, 'must begin with mqtt://, mqtts://, ws:// or wss://')
    .optional(),
  /** Secrets of clients, for a server that is not ours to add clients to. */
  credentials: z.string().optional(),
  scenario: z.enum(['seed']).optional(),
});
export type Options = z.infer<typeof Options>;

export const usage = `npm run simulate -- [options]
  --users N         shoppers (200)
  --clients C       chat clients, each on its own connection; a shopper stays with one (10)
  --rate R          packets a second (20)
  --seconds S       how long (60)
  --seed X          the same seed has the same conversations (1)
  --days D          spread over the last D days instead of live (0)
  --url URL         another broker than this machine's, with
  --credentials F   a JSON file: one {"workspace","client","secret"} or a list of them
  --scenario seed   plays the seed: a search, a question, the request "불가능"; checks what comes of it
`;

export const readCommandLine = (args: readonly string[]): Options => parseOptions(Options, args);
