import { z } from '../contract/zod.ts';

/** `--only`: some of a bench's parts, separated by commas. */
export const onlyParts = <const N extends readonly [string, ...string[]]>(names: N) =>
  z
    .string()
    .transform((asked) => asked.split(','))
    .pipe(z.array(z.enum(names)))
    .optional();
