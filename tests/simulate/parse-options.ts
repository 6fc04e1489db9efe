import { parseArgs } from 'node:util';
import { z } from '../../contract/zod.ts';

export const Count = z.coerce.number().int().positive();

/** The command line cannot be used; the message names the option. */
export class Misuse extends Error {}

/** What a program says of what ended it: where in our code only if that is to blame. */
export function lastWords(error: unknown): string {
  if (error instanceof Misuse) return error.message;
  return error instanceof Error ? `${error.stack}` : String(error);
}

/** Reads the command line of a program of ours: `--name value` of a schema, and its flags, which have none. Throws `Misuse`. */
export function parseOptions<S extends z.ZodObject>(schema: S, args: readonly string[], flags: readonly string[] = []): z.infer<S> {
  const typeOf = (name: string) => ({ type: flags.includes(name) ? ('boolean' as const) : ('string' as const) });
  const options = Object.fromEntries(Object.keys(schema.shape).map((name) => [name, typeOf(name)]));
  const parsed = schema.safeParse(valuesOf(args, options));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Misuse(`--${issue?.path.join('.')}: ${issue?.message}`);
}

function valuesOf(args: readonly string[], options: Record<string, { type: 'string' | 'boolean' }>): object {
  try {
    return parseArgs({ args: [...args], options, strict: true }).values;
  } catch (cause) {
    throw new Misuse(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
