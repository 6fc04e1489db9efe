import { join, resolve } from 'node:path';
import { z } from '../../contract/zod.ts';
import { chromiumPart } from '../journey/start-chromium.ts';
import { Count, lastWords, Misuse, parseOptions } from '../simulate/parse-options.ts';
import { playHistories } from './play.ts';
import type { HistoryVerdict } from './run-history.ts';

/** What `npm run histories -- ...` was asked for. */
const Options = z.strictObject({
  count: Count.default(200),
  /** The first seed; the others follow it. */
  from: z.coerce.number().int().nonnegative().default(1),
  /** How many histories at once. */
  width: Count.max(16).default(4),
  /** What a desk runs in. */
  in: z.enum(['threads', 'chromium']).default('threads'),
});

/** This program is in `dist/node`. */
const projectRoot = join(resolve(process.argv[1] ?? ''), '../../..');
const say = (line: string) => process.stdout.write(`${line}\n`);

/** Exit code 0 where every history ended with equal replicas, 1 where one did not, 2 where they could not be played. */
async function main(args: readonly string[]): Promise<void> {
  const options = parseOptions(Options, args);
  const began = performance.now();
  const chromium = options.in === 'chromium' ? findChromium() : undefined;
  const { verdicts, crashes } = await playHistories({ projectRoot, chromium, ...options, onVerdict: sayFaults });
  const failedSeeds = verdicts.filter(({ faults }) => faults.length > 0).map(({ seed }) => seed);
  const sum = (of: 'steps' | 'documents' | 'commands') => verdicts.reduce((total, verdict) => total + verdict[of], 0);
  const totals = { steps: sum('steps'), documents: sum('documents'), commands: sum('commands'), crashes };
  const seconds = Math.round((performance.now() - began) / 1_000);
  say(JSON.stringify({ histories: options.count, identical: options.count - failedSeeds.length, failedSeeds, ...totals, seconds }));
  process.exitCode = failedSeeds.length === 0 ? 0 : 1;
}

function findChromium(): string {
  const part = chromiumPart();
  if (!part.ok) throw new Misuse(`--in: install ${part.install}`);
  return part.value;
}

function sayFaults({ seed, faults }: HistoryVerdict): void {
  for (const fault of faults) say(`seed ${seed}: ${fault}`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${lastWords(error)}\n`);
  process.exit(2);
});
