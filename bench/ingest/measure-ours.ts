import { join } from 'node:path';
import { stopped } from './child.ts';
import type { FoldWatch } from './fold-watch.ts';
import { ackFigures, type CpuReadings, type Ground, inFlight, loadOf, type Measured, perSecond, spent } from './measured.ts';
import { type OurServer, type Start, startOurServer } from './our-server.ts';
import { cpuUsOf, cpuUsOfFamily, peakRssMb } from './proc.ts';
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
  return measureServer(ground, server, { watch: watchFile(join(ground.folder, 'talklens.db')), cpu: {} }, during);
}

/** The same server, its own broker in front, on PostgreSQL. */
export async function measureOnPostgres(ground: Ground): Promise<Measured> {
  const { postgres } = ground;
  if (!postgres) throw new Error('no postgres');
  const databaseUrl = await postgres.createDatabase(`talklens_${ground.round}`);
  const server = await startOurServer({ ...startOf(ground), databaseUrl });
  const cpu = { postgres: () => cpuUsOfFamily(postgres.pid) };
  return measureServer(ground, server, { watch: watchPostgres(databaseUrl), cpu });
}

const startOf = ({ options, programs, folder }: Ground): Start => ({
  program: programs.server,
  folder,
  clients: options.connections,
  profileTo: options.profile,
});

type Instruments = Readonly<{ watch: FoldWatch; cpu: Omit<CpuReadings, 'ours'> }>;

async function measureServer(ground: Ground, server: OurServer, { watch, cpu: beyond }: Instruments, during?: During): Promise<Measured> {
  const { options, publisher } = ground;
  const load = loadOf(options);
  const over = new AbortController();
  try {
    await publisher.open(server.lines);
    await publisher.publish({ first: 0, events: load.warmUp, ...inFlight(options) });
    await publisher.hear();
    await watch.begin();
    const cpu = spent({ ours: [() => cpuUsOf(server.pid)], ...beyond });
    const beside = during?.(server, over.signal);
    const published = await publisher.publish({ first: load.warmUp, events: load.events, ...inFlight(options) });
    const { at, lagP99Ms } = await watch.caughtUp();
    await publisher.hear();
    const used = cpu(published.sent);
    over.abort();
    await beside;
    const rssMb = peakRssMb(server.pid);
    const figures = { ...ackFigures(published), perS: perSecond(published.sent, published.startedAt, at), lagP99Ms };
    return { ...figures, ...used, ...(rssMb !== undefined && { rssMb }) };
  } finally {
    await publisher.close();
    await watch.stop();
    await server.stop();
  }
}
