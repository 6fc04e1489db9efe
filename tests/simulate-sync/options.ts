import { z } from '../../contract/zod.ts';
import { Count, Misuse, parseOptions } from '../simulate/parse-options.ts';
import { bugs } from './bugs.ts';

const Options = z.object({
  seeds: Count.optional(),
  from: z.coerce.number().int().nonnegative().default(1),
  seconds: Count.optional(),
  shards: Count.default(1),
  bug: z.string().optional(),
  backups: z.boolean().default(false),
  'list-bugs': z.boolean().default(false),
  help: z.boolean().default(false),
});

export type Options = Readonly<{
  /** How many seeds at most. */
  seeds: number;
  from: number;
  /** Ends after so long, however many seeds there were. */
  seconds?: number;
  shards: number;
  bug?: string;
  /** Whether the server is put back to backups. */
  backups: boolean;
  listBugs: boolean;
  help: boolean;
}>;

const usualSeeds = 200;

export const usage = `npm run simulate:sync -- [options]
  --seeds N      how many stories (${usualSeeds}; with --seconds as many as there is time for)
  --from S       the first seed (1); one seed is the same story on every machine
  --seconds T    ends after so long
  --shards P     in so many processes (1)
  --bug NAME     with a planted bug: ends at the first seed that finds it
  --backups      the server is put back to a backup in each session
  --list-bugs    their names
`;

/** Throws `Misuse` for a command line that cannot be used. */
export function readOptions(args: readonly string[]): Options {
  const { seeds, seconds, bug, 'list-bugs': listBugs, ...rest } = parseOptions(Options, args, ['backups', 'list-bugs', 'help']);
  if (bug !== undefined && !Object.hasOwn(bugs, bug)) throw new Misuse(`--bug: one of ${Object.keys(bugs).join(', ')}`);
  const most = seeds ?? (seconds === undefined ? usualSeeds : Number.MAX_SAFE_INTEGER);
  return { ...rest, seeds: most, listBugs, ...(seconds !== undefined && { seconds }), ...(bug !== undefined && { bug }) };
}
