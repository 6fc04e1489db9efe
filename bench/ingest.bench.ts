import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fsyncsPerCommit, pullP99MsUnderLoad, storeReopenMs, straceIsThere } from './ingest/beside.ts';
import { figuresOf, type Rounds } from './ingest/figures.ts';
import { folderFor, inFolder } from './ingest/folders.ts';
import { load, machine } from './ingest/machine.ts';
import type { Ground, Measured } from './ingest/measured.ts';
import { mosquittoIsThere } from './ingest/mosquitto.ts';
import { type Options, readCommandLine, usage } from './ingest/options.ts';
import { postgresIsThere, startPostgres } from './ingest/postgres.ts';
import { startPublisher } from './ingest/publisher.ts';
import { installRivals, rivalsAreInstalled } from './ingest/rival.ts';
import { readOptions, startAs } from './ingest/roles.ts';
import { type RowName, rowNames, rows, rowTitles } from './ingest/rows.ts';
import { tableOf } from './ingest/table.ts';

// How many events a second get from a publisher's socket into the read model, beside what one would use instead. All rows in one run,
// round by round, so that what else the machine does meets all of them. The last line of the output is one JSON object.

const bench = fileURLToPath(import.meta.url);
const programs = { bench, server: join(dirname(bench), 'server.cjs') };
const rivals = join(dirname(bench), '../../bench/rivals');

async function main(): Promise<void> {
  const options = readOptions(usage, readCommandLine);
  if (!options) return;
  if (options.install) installRivals(rivals);
  await inFolder((root) => run(options, root));
}

async function run(options: Options, root: string): Promise<void> {
  const names = rowNames.filter((name) => (options.only ?? name) === name && isThere(name));
  say(`${machine()}`);
  const postgres = names.some(needsPostgres) ? await startPostgres() : undefined;
  const publisher = startPublisher(programs.bench);
  const ground = (name: string, round = 0): Ground => ({
    options,
    publisher,
    postgres,
    programs,
    rivals,
    round,
    folder: folderFor(root, name),
  });
  try {
    const rounds = await measureRounds(names, options.rounds, ground);
    const beside = await measureBeside(names, options, ground);
    say(`\n${tableOf(rounds)}\n\nload ${load()} at the end`);
    process.stdout.write(`${JSON.stringify({ bench: 'ingest', figures: figuresOf(rounds, beside) })}\n`);
  } finally {
    publisher.end();
    await postgres?.dispose();
  }
}

async function measureRounds(names: readonly RowName[], count: number, ground: (name: string, round: number) => Ground): Promise<Rounds> {
  const rounds: Partial<Record<RowName, Measured[]>> = {};
  for (let round = 1; round <= count; round += 1) {
    for (const name of names) {
      const measured = await rows[name](ground(`${round}-${name}`, round));
      rounds[name] = [...(rounds[name] ?? []), measured];
      process.stderr.write(`round ${round}, ${rowTitles[name]}: ${Math.round(measured.perS)} events/s, load ${load()}\n`);
    }
  }
  return rounds;
}

/** Each figure belongs to a row and is left out with it. */
async function measureBeside(names: readonly RowName[], { reopen }: Options, ground: (name: string) => Ground) {
  const figures: Record<string, number> = {};
  if (reopen) figures.store_reopen_ms_1m_events = await storeReopenMs(programs.bench, ground('reopen').folder);
  if (names.includes('embedded')) figures.pull_p99_ms_under_load = await pullP99MsUnderLoad(ground('pulls'));
  if (!names.includes('raw-store')) return figures;
  if (straceIsThere()) figures.fsyncs_per_commit = await fsyncsPerCommit(programs.bench, ground('strace').folder);
  else say('strace is not installed: no fsyncs_per_commit');
  return figures;
}

const needsMosquitto = (name: RowName) => ['nowhere', 'naive', 'telegraf-like'].includes(name);
const isRival = (name: RowName) => ['naive', 'telegraf-like'].includes(name);
const needsPostgres = (name: RowName) => isRival(name) || name === 'postgres';

/** Whether everything that a row is made of is on this machine; says what is missing. */
function isThere(name: RowName): boolean {
  const missing =
    (needsMosquitto(name) && !mosquittoIsThere && 'mosquitto is not installed') ||
    (needsPostgres(name) && !postgresIsThere && 'postgresql is not installed') ||
    (isRival(name) && !rivalsAreInstalled(rivals) && 'bench/rivals is not installed (--install does it)');
  if (missing) say(`left out: ${rowTitles[name]}: ${missing}`);
  return !missing;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

startAs(process.argv.slice(2), main);
