import { ulid } from 'ulid';
import { type Broker, startBroker } from './broker/broker.ts';
import { createCommands } from './command/apply-commands.ts';
import { createRelease } from './command/release-packet.ts';
import type { Config } from './config.ts';
import { openConfiguredStore, storeCheck } from './configured-store.ts';
import { createCarryOut } from './credentials/carry-out.ts';
import { createCredentialWatch } from './credentials/credential-watch.ts';
import { ensureFirstCredentials } from './credentials/first-credentials.ts';
import { removeListeningFile, writeListeningFile } from './credentials/listening-file.ts';
import { ownerName } from './credentials/operation.ts';
import { createSendTest } from './dispatch/send-test.ts';
import { outboxKeptMs, quarantineKeptMs, startExpiry } from './expiry.ts';
import { foldLagOf } from './fold-lag.ts';
import { createFoldPace } from './fold-pace.ts';
import { createApp } from './http/app.ts';
import { createAuth, openedByClient } from './http/auth.ts';
import { createOneTimeCodes } from './http/one-time-codes.ts';
import { createQuarantine } from './http/quarantine.ts';
import { addRoutes } from './http/routes.ts';
import { createSessionTokens, type Member } from './http/session-token.ts';
import { createTrust } from './http/trust.ts';
import { createRecommendTo } from './learning/recommendations.ts';
import { type ListeningPorts, listen } from './listen.ts';
import { createMetrics } from './metrics.ts';
import type { ServerPorts } from './ports.ts';
import { startProjector } from './projection/projector.ts';
import { bucketRoute } from './replication/bucket-route.ts';
import { createPokes } from './replication/pokes.ts';
import { pullRoute } from './replication/pull-route.ts';
import { streamRoute } from './replication/stream-route.ts';
import { newSecret } from './secret.ts';
import type { Ground, Stop } from './start/ground.ts';
import { startChats } from './start/start-chats.ts';
import { startLearning } from './start/start-learning.ts';
import { startSending } from './start/start-sending.ts';
import type { Store } from './store/port/store.ts';
import { watchStore } from './store-watch.ts';
import { createWakeUps } from './wake-ups/wake-ups.ts';

export type RunningServer = ListeningPorts &
  Readonly<{
    /** Signs one browser in as the owner, once, within ten minutes. */
    code: string;
    stop(): Promise<void>;
  }>;

/** With a fold on this thread. Ingest waits for it from half of that on, so that two of them are well below the second it may trail by. */
const eventsPerFoldHere = 4_000;

/**
 * The composition root: starts the rooms in order and stops them in reverse. Nothing is listened to before everything behind it
 * runs; what a failed start has begun is stopped again. Throws a `StartFailure` for what can be put right.
 */
export async function startServer(config: Config, ports: ServerPorts): Promise<RunningServer> {
  const stops: Stop[] = [];
  const stop = () => stopInReverse(stops);
  try {
    return { ...(await start(config, ports, stops)), stop };
  } catch (error) {
    await stop().catch((second: unknown) => ports.log.error({ err: second }, 'a failed start could not be undone'));
    throw error;
  }
}

/** One that fails does not keep the others from stopping; the first failure is thrown in the end. */
async function stopInReverse(stops: Stop[]): Promise<void> {
  const failures: unknown[] = [];
  for (const end of stops.splice(0).reverse()) {
    try {
      await end();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

async function start(config: Config, ports: ServerPorts, stops: Stop[]): Promise<Omit<RunningServer, 'stop'>> {
  const rooms = await startRooms(config, ports, stops);
  const broker = await startDoor(rooms, ports, stops);
  const { app, trust, codes, operatorToken } = await buildApp(config, rooms, ports, stops);

  const refused = (reason: string) => rooms.metrics.doors.inc({ reason });
  const listening = await listen(config, { app, broker, trust, refused, log: rooms.room('listen') }, stops);
  writeListeningFile(config.dataDir, { host: config.plainHost, httpPort: listening.httpPort, mqttPort: listening.mqttPort, operatorToken });
  stops.push(() => removeListeningFile(config.dataDir));
  return { ...listening, code: codes.issue(await ownerOf(config.workspace, rooms.store)) };
}

async function ownerOf(workspace: string, { credentials }: Store): Promise<Member> {
  const secretHash = await credentials.secretHash({ workspace, kind: 'member', name: ownerName });
  return { workspace, member: ownerName, secretHash: secretHash ?? '' };
}

type Rooms = Awaited<ReturnType<typeof startRooms>>;

/** Everything that is behind the doors: store, fold, dispatch, outbox, ingest. */
async function startRooms(config: Config, ports: ServerPorts, stops: Stop[]) {
  const { now, random, log } = ports;
  const { workspace, dataDir } = config;
  const wakeUps = createWakeUps();
  const room = (name: string) => log.child({ room: name });

  const opened = await openConfiguredStore(config, ports);
  stops.push(() => opened.close());
  const metrics = createMetrics(foldLagOf(opened, now));
  const { store, damaged } = watchStore(opened, { metrics, now, log: room('store') });
  const { credentials, outbox } = store;
  const relay = store.shared?.relay(wakeUps);
  stops.push(() => relay?.stop());
  const commands = createCommands({ store, wakeUps, now, provider: config.sender.provider });
  await credentials.ensureWorkspace(workspace);
  await ensureFirstCredentials(dataDir, workspace, { credentials, addMember: commands.addMember, now, random });

  const ground: Ground = { config, ports, store, commands, wakeUps, metrics, room, stops };
  const pace = createFoldPace();
  const foldHere = () => startProjector({ store, wakeUps, now, log: room('projection'), limit: eventsPerFoldHere, paced: pace.folded });
  const projector = await (store.fold?.(wakeUps) ?? foldHere());
  stops.push(() => projector.stop());
  const sending = await startSending(ground);
  const neighbours = await startLearning(ground);
  const expiry = startExpiry(
    [
      { what: 'outbox', keptMs: outboxKeptMs, expire: outbox.expire, expired: (rows) => metrics.expired.inc({ what: 'outbox' }, rows) },
      {
        what: 'quarantine',
        keptMs: quarantineKeptMs,
        expire: store.log.expireQuarantine,
        expired: (rows) => metrics.expired.inc({ what: 'quarantine' }, rows),
      },
    ],
    now,
    room('expiry'),
  );
  stops.push(() => expiry.stop());
  const chats = startChats(ground, pace);
  const watch = createCredentialWatch({ credentials, changed$: wakeUps.credentialsChanged$, log: room('credentials') });
  stops.push(() => watch.stop());
  return { ...ground, ...sending, ...chats, neighbours, damaged, watch };
}

/** The MQTT broker; nothing listens for it yet. */
async function startDoor({ store, ingest, handOver, metrics, watch, room }: Rooms, { now }: ServerPorts, stops: Stop[]): Promise<Broker> {
  const broker = await startBroker({
    authenticate: async (principal, secret, end) => {
      const opened = await openedByClient(store.credentials, principal, secret);
      return opened && watch.watch(opened, end);
    },
    publish: ({ workspace, client }, { topic, kind, bytes }, receiver) =>
      ingest.packet(workspace, { client, topic, kind, bytes, receivedAt: now() }, receiver),
    subscribed: handOver.subscribed,
    closed: handOver.closed,
    refused: (reason) => metrics.doors.inc({ reason }),
    connected: (count) => metrics.mqttClients.set(count),
    log: room('broker'),
  });
  stops.push(() => broker.close());
  return broker;
}

/** HTTP and replication; nothing listens for it yet. */
async function buildApp(config: Config, rooms: Rooms, ports: ServerPorts, stops: Stop[]) {
  const { store, webhooks, damaged, commands, neighbours, ledger, sender, optOuts, ingest, metrics, wakeUps, watch, room } = rooms;
  const { now, random, version } = ports;
  const { credentials, feed, outbox } = store;
  const trust = createTrust(config);
  const { app, countFailure } = await createApp({ trust, log: room('http'), version, pagesDir: ports.apiPagesDir });
  stops.push(() => app.close());
  const tokens = createSessionTokens(credentials, now);
  const codes = createOneTimeCodes(now, random);
  const newId = (time: number) => ulid(time, () => (random(1)[0] ?? 0) / 256);
  const operatorToken = newSecret(random);
  const auth = createAuth({ credentials, tokens, operatorToken, countFailure });
  const pokes = createPokes({ readHeads: feed.heads, readLag: feed.lag, ...wakeUps, log: room('replication') });
  stops.push(() => pokes.stop());

  pullRoute(app, { auth, feed });
  bucketRoute(app, { auth, feed, repaired: (collection) => metrics.repairs.inc({ collection }) });
  const streams = streamRoute(app, {
    auth,
    pokes,
    watch: watch.watch,
    opened: (count) => metrics.streams.set(count),
    log: room('replication'),
  });
  stops.push(() => streams.stop());
  addRoutes(app, {
    auth,
    countFailure,
    webhooks,
    tokens,
    codes,
    version,
    store,
    outbox,
    metrics,
    trust,
    random,
    now,
    deskDir: config.deskDir,
    apply: ({ workspace, member }, batch) => commands.apply(workspace, member, batch),
    count: (status) => metrics.commands.inc({ status }),
    take: ingest.item,
    turnedAway: (reason) => metrics.doors.inc({ reason }),
    ledger: ledger.list,
    sending: async (of, member) => ({ ...(await sender.describe(of, member)), ...(optOuts && { optOuts: optOuts.state() }) }),
    sendTest: createSendTest({ sender, feed, random, note: commands.noteTestSend }),
    ...(sender.kakao && { kakao: sender.kakao }),
    learnNow: neighbours.learnNow,
    recommendTo: createRecommendTo({ store, now }),
    newId,
    quarantine: createQuarantine({ store, release: createRelease({ store, wakeUps, now, newId }) }),
    checkStore: storeCheck(config, feed),
    damaged,
    carryOut: createCarryOut({
      credentials,
      addMember: commands.addMember,
      changed: (of) => wakeUps.credentialsChanged$.next(of),
      now,
      random,
    }),
  });
  return { app, trust, codes, operatorToken };
}
