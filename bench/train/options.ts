import { z } from '../../contract/zod.ts';
import { parseOptions } from '../../tests/simulate/parse-options.ts';
import { onlyParts } from '../only-parts.ts';
import { partNames } from './part-names.ts';

const Options = z.strictObject({
  only: onlyParts(partNames),
});
export type Options = z.infer<typeof Options>;

export const usage = `DATA_DIR=FOLDER npm run bench -- train [options]
  --only PARTS   some of: ${partNames.join(', ')}
`;

export const readCommandLine = (args: readonly string[]): Options => parseOptions(Options, args);
