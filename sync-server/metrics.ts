import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Counts only, and only with labels of our own choosing: no user, no client, no text (I11). */
export type Metrics = Readonly<{
  registry: Registry;
  /** What became of each event: `stored`, `duplicate`, or the code of its quarantine. */
  events: Counter<'outcome'>;
  /** Commits of events; group commit makes them fewer than events. */
  commits: Counter;
  /** Connections closed at the door, by reason (I3). */
  doors: Counter<'reason'>;
  /** Messages acknowledged by their chat client. */
  delivered: Counter;
  /** Outbox rows dropped after a week without a taker, packets after a month in quarantine. */
  expired: Counter<'what'>;
  /** What became of a provider's reports: `taken`, `old` (known, or overtaken) or `unknown` (of no message of ours). */
  reports: Counter<'outcome'>;
  /** Commands by outcome. */
  commands: Counter<'status'>;
  /** Times the store could not do what it was asked, by operation. */
  storeFailures: Counter<'operation'>;
  /** Damaged places that were met since the start. */
  damage: Gauge;
  /** Buckets that a desk read again since its copy of them was not what the digest says. */
  repairs: Counter<'collection'>;
  /** How long each neighbour file took to make, and how large the last one is. */
  learning: Histogram;
  neighbourFile: Gauge;
  mqttClients: Gauge;
  streams: Gauge;
}>;

/** How far the fold trails the log, over all workspaces; asked at each scrape. Not a number where the store does not say. */
export type FoldLag = Readonly<{
  places(): Promise<number>;
  /** The age of the oldest event that waits; 0 when none does. What an alert should look at. */
  seconds(): Promise<number>;
}>;

export function createMetrics(foldLag: FoldLag): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: 'talklens_' });
  registry.registerMetric(
    asked('talklens_fold_lag', 'Places of the log from the last folded event to the last stored one', foldLag.places),
  );
  registry.registerMetric(asked('talklens_fold_lag_seconds', 'Age of the oldest event that is not folded yet', foldLag.seconds));
  return {
    registry,
    events: new Counter({ name: 'talklens_events_total', help: 'Events by outcome', labelNames: ['outcome'], registers }),
    reports: new Counter({ name: 'talklens_reports_total', help: 'Reports of a provider', labelNames: ['outcome'], registers }),
    commits: new Counter({ name: 'talklens_commits_total', help: 'Commits of events', registers }),
    doors: new Counter({ name: 'talklens_door_total', help: 'Connections closed at the door', labelNames: ['reason'], registers }),
    delivered: new Counter({ name: 'talklens_down_delivered_total', help: 'Down messages acknowledged', registers }),
    expired: new Counter({ name: 'talklens_expired_total', help: 'Rows dropped for their age', labelNames: ['what'], registers }),
    commands: new Counter({ name: 'talklens_commands_total', help: 'Commands by outcome', labelNames: ['status'], registers }),
    storeFailures: new Counter({
      name: 'talklens_store_failures_total',
      help: 'Operations the store failed at',
      labelNames: ['operation'],
      registers,
    }),
    damage: new Gauge({ name: 'talklens_damaged_places', help: 'Damaged facts and files met since the start', registers }),
    repairs: new Counter({
      name: 'talklens_replica_repairs_total',
      help: 'Buckets of documents that desks read again to mend their copy',
      labelNames: ['collection'],
      registers,
    }),
    learning: new Histogram({
      name: 'talklens_learning_seconds',
      help: 'Time a neighbour file took to make and publish',
      buckets: [0.1, 1, 10, 60],
      registers,
    }),
    neighbourFile: new Gauge({ name: 'talklens_neighbour_file_bytes', help: 'Size of the last neighbour file made', registers }),
    mqttClients: new Gauge({ name: 'talklens_mqtt_clients', help: 'Connected chat clients', registers }),
    streams: new Gauge({ name: 'talklens_replication_streams', help: 'Open replication streams', registers }),
  };
}

const asked = (name: string, help: string, ask: () => Promise<number>) =>
  new Gauge({
    name,
    help,
    registers: [],
    async collect() {
      this.set(await ask().catch(() => Number.NaN)); // the other figures are wanted most while the store is away
    },
  });
