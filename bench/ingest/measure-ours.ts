import { stopped } from './child.ts';
import { type Embedded, startEmbedded } from './embedded.ts';
import { watchFold } from './fold-watch.ts';
import { ackFigures, type Ground, inFlight, loadOf, type Measured, perSecond, spent } from './measured.ts';
import { cpuUsOf, peakRssMb } from './proc.ts';
import { fillRawStore } from './raw-store.ts';

export async function measureRawStore({ options, programs, folder }: Ground): Promise<Measured> {
  const { child, filled } = await fillRawStore(programs.bench, { folder, ...loadOf(options) });
  await stopped(child, 'SIGKILL');
  return { perS: (filled.events * 1_000) / filled.ms };
}

/** The server as shipped; `during` runs beside the load. */
export async function measureEmbedded(ground: Ground, during?: (server: Embedded, over: AbortSignal) => Promise<void>): Promise<Measured> {
  const { options, publisher, programs, folder } = ground;
  const load = loadOf(options);
  const over = new AbortController();
  const server = await startEmbedded({ program: programs.server, folder, clients: options.connections, profileTo: options.profile });
  const watch = watchFold(server.database);
  try {
    await publisher.open(server.lines);
    await publisher.publish({ first: 0, events: load.warmUp, ...inFlight(options) });
    await publisher.hear();
    watch.begin();
    const cpu = spent(() => cpuUsOf(server.pid));
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
    watch.stop();
    await server.stop();
  }
}
