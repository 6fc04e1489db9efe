import { parseArgs } from 'node:util';
import { z } from '../../contract/zod.ts';

const Count = z.coerce.number().int().positive();

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

const names = ['store', 'kills', 'seed', 'users', 'clients', 'rate'] as const;

export function parseCrashOptions(args: readonly string[]): CrashOptions {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  const parsed = CrashOptions.safeParse(parseArgs({ args: [...args], options, strict: true }).values);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`--${issue?.path.join('.')}: ${issue?.message}`);
}
