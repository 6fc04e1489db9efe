import { join } from 'node:path';
import { stopped } from './child.ts';
import type { FoldWatch } from './fold-watch.ts';
import { ackFigures, type CpuReadings, type Ground, type Load, loadOf, type Measured, perSecond, spent } from './measured.ts';
import { type OurServer, type Start, startOurServer } from './our-server.ts';
import { cpuUsOf, cpuUsOfFamily, peakRssMb } from './proc.ts';
import type { Publisher } from './publisher.ts';
import { fillRawStore } from './raw-store.ts';
import { watchFile } from './watch-file.ts';
import { watchPostgres } from './watch-postgres.ts';

export async function measureRawStore({ options, programs, folder }: Ground): Promise<Measured> {
  const { child, filled } = await fillRawStore(programs.bench, { folder, ...loadOf(options) });
  await stopped(child, 'SIGKILL');
  return { perS: (filled.events * 1_000) / filled.ms };
}

/** What runs beside the load. */
type During = (server: OurServer, over: AbortSignal) => Promise<void>;

/** The server as shipped. */
export async function measureEmbedded(ground: Ground, during?: During): Promise<Measured> {
  const server = await startOurServer(startOf(ground));
  return measureServer(runOf(ground), server, { watch: watchFile(join(ground.folder, 'talklens.db')) }, during);
}

/** The same server, its own broker in front, on PostgreSQL. */
export async function measureOnPostgres(ground: Ground): Promise<Measured> {
  const { postgres } = ground;
  if (!postgres) throw new Error('no postgres');
  const databaseUrl = await postgres.createDatabase(`talklens_${ground.round}`);
  const server = await startOurServer({ ...startOf(ground), databaseUrl });
  const alsoCpu = { postgres: () => cpuUsOfFamily(postgres.pid()) };
  return measureServer(runOf(ground), server, { watch: watchPostgres(databaseUrl), alsoCpu });
}

const startOf = ({ options, programs, folder }: Ground): Start => ({
  program: programs.server,
  folder,
  clients: options.connections,
  profileTo: options.profile,
});

/** What is published: from the `first` event on, with `window` packets in flight on each connection. */
export type Run = Readonly<{ publisher: Publisher; first: number; load: Load; window: number }>;

const runOf = ({ publisher, options }: Ground): Run => ({ publisher, first: 0, load: loadOf(options), window: options.window });

export type Instruments = Readonly<{ watch: FoldWatch; alsoCpu?: Omit<CpuReadings, 'ours'> }>;

export async function measureServer(run: Run, server: OurServer, { watch, alsoCpu }: Instruments, during?: During): Promise<Measured> {
  const { publisher, first, window } = run;
  const { warmUp, events, seconds } = run.load;
  const over = new AbortController();
  try {
    await publisher.open(server.lines);
    await publisher.publish({ first, events: warmUp, window, seconds });
    await publisher.hear();
    await watch.begin();
    const cpu = spent({ ours: [() => cpuUsOf(server.pid)], ...alsoCpu });
    const beside = during?.(server, over.signal);
    const published = await publisher.publish({ first: first + warmUp, events, window, seconds });
    await watch.caughtUp();
    await publisher.hear();
    const used = cpu(published.sent);
    over.abort();
    await beside;
    const { at, lagP99Ms } = await watch.seen();
    const rssMb = peakRssMb(server.pid);
    const figures = { ...ackFigures(published), perS: perSecond(published.sent, published.startedAt, at), lagP99Ms };
    return { ...figures, ...used, ...(rssMb !== undefined && { rssMb }) };
  } finally {
    await publisher.close();
    await watch.stop();
    await server.stop();
  }
}
