import { ackFigures, type Ground, inFlight, type Load, loadOf, type Measured, perSecond, spent } from './measured.ts';
import { startMosquitto } from './mosquitto.ts';
import { cpuUsOf, cpuUsOfFamily } from './proc.ts';
import { type RivalWay, startRival } from './rival.ts';
import { anonymousLines } from './topics.ts';

/** Mosquitto with nobody behind it: acknowledges and forgets. */
export async function measureNowhere({ options, publisher, folder }: Ground): Promise<Measured> {
  const load = loadOf(options);
  const mosquitto = await startMosquitto(folder);
  try {
    await publisher.open(anonymousLines(mosquitto.port, options.connections));
    await publisher.publish({ first: 0, events: load.warmUp, ...inFlight(options) });
    const cpu = spent({ ours: [() => cpuUsOf(mosquitto.pid)] });
    const published = await publisher.publish({ first: load.warmUp, events: load.events, ...inFlight(options) });
    return { ...ackFigures(published), perS: perSecond(published.sent, published.startedAt, published.lastAckAt), ...cpu(published.sent) };
  } finally {
    await publisher.close();
    await mosquitto.stop();
  }
}

/** Mosquitto with a subscriber that fills PostgreSQL. */
export async function measureRival({ options, publisher, postgres, rivals, folder }: Ground, way: RivalWay, load: Load): Promise<Measured> {
  if (!postgres) throw new Error('no postgres');
  const mosquitto = await startMosquitto(folder);
  const rival = await startRival(rivals, way, { mqttPort: mosquitto.port, postgres });
  try {
    await publisher.open(anonymousLines(mosquitto.port, options.connections));
    const warm = await publisher.publish({ first: 0, events: load.warmUp, ...inFlight(options) });
    await rival.stored(warm.sent);
    const cpu = spent({
      ours: [() => cpuUsOf(mosquitto.pid), () => cpuUsOf(rival.pid)],
      postgres: () => cpuUsOfFamily(postgres.pid()),
    });
    const published = await publisher.publish({ first: load.warmUp, events: load.events, ...inFlight(options) });
    const storedAt = await rival.stored(warm.sent + published.sent);
    return { ...ackFigures(published), perS: perSecond(published.sent, published.startedAt, storedAt), ...cpu(published.sent) };
  } finally {
    await publisher.close();
    await rival.stop();
    await mosquitto.stop();
  }
}
