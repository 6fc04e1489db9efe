import { z } from '../../contract/zod.ts';
import { Count, parseOptions } from '../../tests/simulate/parse-options.ts';
import { onlyParts } from '../only-parts.ts';
import { partNames } from './part-names.ts';

const Options = z.strictObject({
  leads: Count.default(100_000),
  /** Of the fills, interleaved with those beside them. */
  rounds: Count.default(3),
  only: onlyParts(partNames),
  profile: z.string().optional(),
  install: z.boolean().default(false),
});
export type Options = z.infer<typeof Options>;

export const usage = `npm run bench -- replica [options]
  --leads N      leads in the server's store (100000)
  --rounds R     fills, interleaved with those beside them; what is shown are medians (3)
  --only PARTS   some of: ${partNames.join(', ')}
  --profile DIR  leaves CPU profiles of the page and its worker there
  --install      first installs what the rivals need, into bench/rivals
`;

export const readCommandLine = (args: readonly string[]): Options => parseOptions(Options, args, ['install']);
