import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isLeftOut, present } from '../tests/journey/part.ts';
import { chromiumPart } from '../tests/journey/start-chromium.ts';
import { inFolder } from './ingest/folders.ts';
import { load, machine } from './ingest/machine.ts';
import { installRivals } from './ingest/rival.ts';
import { readOptions, startAs } from './ingest/roles.ts';
import { type Options, readCommandLine, usage } from './replica/options.ts';
import { type Figures, parts } from './replica/part.ts';
import { partNames } from './replica/part-names.ts';
import { figureTable, roundedFigures } from './replica/report.ts';
import { openShop } from './replica/shop.ts';

// What the marketer's copy costs and how soon it shows what happens: the built desk and its worker in headless Chromium, the built
// server under it. The last line of the output is one JSON object.

const bench = fileURLToPath(import.meta.url);
const rivals = join(dirname(bench), '../../bench/rivals');
const chromium = chromiumPart();

async function main(): Promise<void> {
  const options = readOptions(usage, readCommandLine);
  if (!options || isLeftOut([chromium], 'the benchmark `replica`')) return;
  if (options.install) installRivals(rivals);
  await inFolder((root) => run(options, root));
}

async function run(options: Options, root: string): Promise<void> {
  process.stdout.write(`${machine()}\n`);
  const programs = { server: join(dirname(bench), 'server.cjs'), chromium: present(chromium), rivals };
  const shop = await openShop({ options, programs, folder: (name) => folderIn(root, name) });
  process.stderr.write(`${options.leads} leads are in the store, load ${load()}\n`);
  let figures: Figures = {};
  try {
    for (const name of partNames) {
      if (options.only?.includes(name) === false) continue;
      const measured = await parts[name](shop);
      process.stderr.write(`${name}: ${JSON.stringify(roundedFigures(measured))}, load ${load()}\n`);
      figures = { ...figures, ...measured };
    }
  } finally {
    await shop.close();
  }
  const rounded = roundedFigures(figures);
  process.stdout.write(`\n${figureTable(rounded)}\n\nload ${load()} at the end\n`);
  process.stdout.write(`${JSON.stringify({ bench: 'replica', figures: rounded })}\n`);
}

function folderIn(root: string, name: string): string {
  const folder = join(root, name);
  if (!existsSync(folder)) mkdirSync(folder);
  return folder;
}

startAs(process.argv.slice(2), main);
