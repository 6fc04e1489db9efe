import { parseArgs } from 'node:util';
import { z } from '../../contract/zod.ts';

export const Count = z.coerce.number().int().positive();

/** Reads `--name value` of a target's schema; names what cannot be used. */
export function parseOptions<S extends z.ZodObject>(schema: S, args: readonly string[]): z.infer<S> {
  const options = Object.fromEntries(Object.keys(schema.shape).map((name) => [name, { type: 'string' as const }]));
  const parsed = schema.safeParse(parseArgs({ args: [...args], options, strict: true }).values);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`--${issue?.path.join('.')}: ${issue?.message}`);
}
