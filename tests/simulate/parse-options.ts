import { parseArgs } from 'node:util';
import { z } from '../../contract/zod.ts';

export const Count = z.coerce.number().int().positive();

/** Reads the command line of a program of ours: `--name value` of a schema, and its flags, which have none. The error's message names the option. */
export function parseOptions<S extends z.ZodObject>(schema: S, args: readonly string[], flags: readonly string[] = []): z.infer<S> {
  const typeOf = (name: string) => ({ type: flags.includes(name) ? ('boolean' as const) : ('string' as const) });
  const options = Object.fromEntries(Object.keys(schema.shape).map((name) => [name, typeOf(name)]));
  const parsed = schema.safeParse(parseArgs({ args: [...args], options, strict: true }).values);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`--${issue?.path.join('.')}: ${issue?.message}`);
}
