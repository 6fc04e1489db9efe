import { z } from '../../contract/zod.ts';
import { Count, parseOptions } from '../simulate/parse-options.ts';

/** What `npm run crash -- ...` was asked for. */
export const CrashOptions = z.strictObject({
  store: z.enum(['sqlite', 'postgres']).default('sqlite'),
  kills: Count.max(1_000).default(20),
  seed: z.string().min(1).default('1'),
  users: Count.default(60),
  clients: Count.max(50).default(4),
  /** Packets a second. */
  rate: z.coerce.number().positive().default(400),
});
export type CrashOptions = z.infer<typeof CrashOptions>;

export const parseCrashOptions = (args: readonly string[]): CrashOptions => parseOptions(CrashOptions, args);
