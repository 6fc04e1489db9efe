import { parseArgs } from 'node:util';
import { z } from '../../contract/zod.ts';

const Count = z.coerce.number().int().positive();

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

export function parseOptions(args: readonly string[]): Options {
  const options = { events: { type: 'string' }, largest: { type: 'string' }, full: { type: 'boolean' } } as const;
  const parsed = Options.safeParse(parseArgs({ args: [...args], options, strict: true }).values);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`--${issue?.path.join('.')}: ${issue?.message}`);
}
