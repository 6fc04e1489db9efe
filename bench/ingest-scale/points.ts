import { statSync } from 'node:fs';
import { join } from 'node:path';
import { reopened } from '../ingest/beside.ts';
import { stopped } from '../ingest/child.ts';
import { measureServer } from '../ingest/measure-ours.ts';
import { loadOf, type Measured } from '../ingest/measured.ts';
import { startOurServer } from '../ingest/our-server.ts';
import type { Publisher } from '../ingest/publisher.ts';
import { fillRawStore, workspace } from '../ingest/raw-store.ts';
import { watchFile } from '../ingest/watch-file.ts';
import type { Options } from './options.ts';
import { type Seeded, seedClients } from './seed.ts';

/** What one point of the scale came to; `name` is that of its figures. */
export type Point = Readonly<{ name: string; title: string; measured: Measured; openMs?: number; fileMb?: number }>;

export type Bench = Readonly<{
  options: Options;
  publisher: Publisher;
  programs: Readonly<{ server: string; bench: string }>;
  /** An empty folder. */
  folder(name: string): string;
}>;

/** In flight on all connections together, so that what differs is only how many there are. */
const inFlight = 1_000;
const seconds = 30;
const fillBatch = 5_000;
const usualConnections = 10;
/** As many connections as workspaces, so that both runs have the same. */
const manyWorkspaces = 50;

const logSizes = [10_000, 100_000, 1_000_000, 5_000_000];
const connectionCounts = [1, 10, 100, 1_000];

/** One log that grows: filled through the store by a process that is then killed, opened, and published into. */
export async function* logPoints(bench: Bench): AsyncGenerator<Point> {
  const { largest, full } = bench.options;
  const folder = bench.folder('log');
  const lines = await seedClients(folder, [workspace], usualConnections);
  let logged = 0;
  for (const size of logSizes.filter((one) => full || one <= largest)) {
    const { child } = await fillRawStore(bench.programs.bench, { folder, first: logged, events: size - logged, batch: fillBatch });
    await stopped(child, 'SIGKILL');
    logged = size;
    const { ms: openMs } = await reopened(folder);
    const measured = await measureAt(bench, folder, lines, logged);
    logged += loadOf({ ...bench.options, seconds }).warmUp + bench.options.events;
    yield { name: `log_${short(size)}`, title: `${short(size)} events in the log`, measured, openMs, fileMb: fileMb(folder) };
  }
}

export async function* connectionPoints(bench: Bench): AsyncGenerator<Point> {
  for (const count of connectionCounts) {
    const folder = bench.folder(`connections-${count}`);
    const measured = await measureAt(bench, folder, await seedClients(folder, [workspace], count), 0);
    yield { name: `connections_${count}`, title: `${count} connections`, measured };
  }
}

export async function* workspacePoints(bench: Bench): AsyncGenerator<Point> {
  for (const count of [1, manyWorkspaces]) {
    const folder = bench.folder(`workspaces-${count}`);
    const names = Array.from({ length: count }, (_, index) => (index === 0 ? workspace : `${workspace}-${index}`));
    const measured = await measureAt(bench, folder, await seedClients(folder, names, manyWorkspaces), 0);
    yield { name: `workspaces_${count}`, title: `${count} workspaces of ${manyWorkspaces} connections`, measured };
  }
}

async function measureAt(
  { options, publisher, programs }: Bench,
  folder: string,
  seeded: readonly Seeded[],
  first: number,
): Promise<Measured> {
  const server = await startOurServer({ program: programs.server, folder, clients: 0, profileTo: undefined });
  const lines = seeded.map((line) => ({ ...line, port: server.mqttPort }));
  const window = Math.ceil(inFlight / seeded.length);
  const run = { publisher, first, load: loadOf({ ...options, seconds }), window };
  return measureServer(run, { ...server, lines }, { watch: watchFile(join(folder, 'talklens.db')) });
}

const short = (count: number): string => (count < 1_000_000 ? `${count / 1_000}k` : `${count / 1_000_000}m`);

const fileMb = (folder: string): number => statSync(join(folder, 'talklens.db')).size / 1e6;
