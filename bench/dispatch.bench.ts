import { z } from '../contract/zod.ts';
import { parseOptions } from '../tests/simulate/parse-options.ts';
import { measureDesk } from './dispatch/part-desk.ts';
import { measureIdle } from './dispatch/part-idle.ts';
import { measurePlan } from './dispatch/part-plan.ts';
import { measureSandbox } from './dispatch/part-sandbox.ts';
import { measureWebhooks } from './dispatch/part-webhooks.ts';
import { load, machine } from './ingest/machine.ts';
import { readOptions } from './ingest/roles.ts';
import { onlyParts } from './only-parts.ts';

// How fast a dispatch is planned, queued, sent and reported on, and what waiting costs. The last line of the output is one JSON object.

const parts = { desk: measureDesk, plan: measurePlan, sandbox: measureSandbox, webhooks: measureWebhooks, idle: measureIdle } as const;
const partNames = ['desk', 'plan', 'sandbox', 'webhooks', 'idle'] as const satisfies readonly (keyof typeof parts)[];

const Options = z.strictObject({
  only: onlyParts(partNames),
  profile: z.string().optional(),
});
const usage = `npm run bench -- dispatch [options]\n  --only PARTS   some of: ${partNames.join(', ')}\n  --profile DIR  leaves CPU profiles of the desk's page and its worker there\n`;

async function main(): Promise<void> {
  const options = readOptions(usage, (args) => parseOptions(Options, args));
  if (!options) return;
  process.stdout.write(`${machine()}\n`);
  let figures: Readonly<Record<string, number>> = {};
  for (const name of partNames) {
    if (options.only?.includes(name) === false) continue;
    const measured = rounded(await parts[name](options.profile));
    process.stderr.write(`${name}: ${JSON.stringify(measured)}, load ${load()}\n`);
    figures = { ...figures, ...measured };
  }
  for (const [name, value] of Object.entries(figures)) process.stdout.write(`${name.padEnd(24)}${value}\n`);
  process.stdout.write(`${JSON.stringify({ bench: 'dispatch', figures })}\n`);
}

const rounded = (figures: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, Math.round(value * 100) / 100]));

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 1;
});
