import { load, machine } from './ingest/machine.ts';
import { readOptions } from './ingest/roles.ts';
import { type Data, openData } from './train/data.ts';
import { type Options, readCommandLine, usage } from './train/options.ts';
import { type Figures, parts } from './train/part.ts';
import { partNames } from './train/part-names.ts';
import { figureTable, roundedFigures } from './train/report.ts';

// How well and how fast we learn: decisions, scores and recommendations, from public data for research that is not part of this
// project, else from data made up here. The last line of the output is one JSON object.

const msPerS = 1_000;

async function main(): Promise<void> {
  const options = readOptions(usage, readCommandLine);
  if (!options) return;
  const data = openData(process.env.DATA_DIR);
  process.stdout.write(`${machine()}\n${data ? `data: ${data.folder}` : 'data: generated, because DATA_DIR names no folder'}\n`);
  const figures = await measure(options, data);
  process.stdout.write(`\n${figureTable(figures)}\n\nload ${load()} at the end\n`);
  process.stdout.write(`${JSON.stringify({ bench: 'train', generated: !data, figures })}\n`);
}

async function measure({ only }: Options, data: Data | undefined): Promise<Figures> {
  let figures: Figures = {};
  for (const name of partNames) {
    if (only?.includes(name) === false) continue;
    const startedAt = performance.now();
    const measured = roundedFigures(await parts[name](data));
    const seconds = ((performance.now() - startedAt) / msPerS).toFixed(1);
    process.stderr.write(`${name}: ${JSON.stringify(measured)}, ${seconds} s, load ${load()}\n`);
    figures = { ...figures, ...measured };
  }
  return figures;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 1;
});
