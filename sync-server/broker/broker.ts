import type { EventEmitter } from 'node:events';
import type { Duplex } from 'node:stream';
import type { AedesOptions, AuthenticateError, Client, PublishPacket } from 'aedes';
import type { Logger } from 'pino';
import { matchUpTopic, type Principal, username } from '../../contract/topics.ts';
import type { UpKind } from '../../contract/up-event.ts';
import { isStoreFailure } from '../store-failure.ts';
import { doorCodeOf } from './aedes-errors.ts';
import { AedesWithoutBus } from './aedes-without-bus.ts';
import { claimedBy, DoorRefusal, grantedQos } from './door.ts';
import { type DownLine, DownLineOf } from './down-line.ts';
import { GuardedStream } from './guarded-stream.ts';
import { createPacketGuard } from './packet-guard.ts';
import { maxInFlight, SessionMemory } from './session-memory.ts';

export type UpPacket = Readonly<{ topic: string; kind: UpKind | null; bytes: Uint8Array }>;

type Accepted = Readonly<{ principal: Principal; packet: UpPacket }>;

export type BrokerPorts = Readonly<{
  /**
   * Undefined where this is not the client's secret; else what is to be called when the connection has ended. `end` closes it, once
   * the secret is not the client's any more.
   */
  authenticate(principal: Principal, secret: string, end: () => void): Promise<(() => void) | undefined>;
  /** Takes what a client said. `done` is called only when it is durable (I1), `failed` where the store failed. */
  publish(principal: Principal, packet: UpPacket, receiver: Readonly<{ done(): void; failed(reason: unknown): void }>): void;
  /** A client is connected and has just subscribed, or its remembered session has come back. */
  subscribed(line: DownLine): void;
  closed(line: DownLine): void;
  /** A connection was closed at the door; told once a connection (I3). */
  refused(code: string): void;
  connected(count: number): void;
  log: Logger;
}>;

export type Broker = Readonly<{
  /** Takes over a connection, TCP or WebSocket. */
  handle(connection: Duplex): void;
  /** Closes every connection. */
  close(): Promise<void>;
}>;

/** How long a client may take; tests make it shorter. */
export type Patience = Readonly<{
  /** Until its CONNECT has come. */
  connectMs: number;
  /** While nothing of what it is told can leave. */
  stalledMs: number;
  /** While it acknowledges nothing of what it was told. */
  unacknowledgedMs: number;
}>;

/** Packets behind a CONNECT wait for its answer; they came in one read, which bounds them. */
const maxReadPackets = 64 * 1024;
const shippedPatience: Patience = { connectMs: 10_000, stalledMs: 20_000, unacknowledgedMs: 60_000 };

/**
 * The embedded MQTT 3.1.1 broker: aedes, with every decision of its own replaced. Clients never speak to one another:
 * what goes up goes to the log, what comes down comes from the outbox.
 */
export async function startBroker(ports: BrokerPorts, patience = shippedPatience): Promise<Broker> {
  const lines = new WeakMap<Client, DownLineOf>();
  const claims = new WeakMap<Client, Principal | DoorRefusal>();
  const refusedOnce = new WeakSet<Client>();
  const revoked = new WeakSet<Client>();
  /** The one connection of each client; `username` of its principal is the key. */
  const holders = new Map<string, Client>();
  const sessions = new SessionMemory((client, id) => lines.get(client)?.acknowledge(id));

  const options: AedesOptions = {
    persistence: sessions,
    connectTimeout: patience.connectMs,
    queueLimit: maxReadPackets,
    maxInflightInbound: maxInFlight,
    preConnect: (client, packet, done) => {
      const claim = claimedBy(packet);
      if (packet.clientId === '' && !(claim instanceof Error)) packet.clientId = username(claim);
      claims.set(client, claim); // refused while authenticating, where CONNACK can say why
      done(null, true);
    },
    authenticate: (client, _username, password, done) => {
      admit(client, password).then(
        () => done(null, true),
        (error: unknown) => done(error instanceof DoorRefusal ? error : unavailable(error), false),
      );
    },
    authorizePublish: (client, packet, done) => {
      // I1: aedes acknowledges after this callback and not before. The `published` hook would be too late.
      const accepted = accept(client, packet);
      if (accepted instanceof Error) done(accepted);
      else ports.publish(accepted.principal, accepted.packet, { done: () => done(null), failed: (reason) => done(notStored(reason)) });
    },
    authorizeSubscribe: (client, subscription, done) => {
      const line = lines.get(client);
      const qos = line ? grantedQos(line.principal, subscription.topic, subscription.qos) : null;
      if (!line || qos === null || !line.subscribe(subscription.topic, qos)) return done(new DoorRefusal('door.subscription'));
      done(null, { ...subscription, qos });
    },
    authorizeForward: () => null, // I9: nothing reaches a client but what the outbox gave its own line
  };

  async function admit(client: Client, password: Readonly<Buffer | undefined>): Promise<void> {
    const claim = claims.get(client) ?? new DoorRefusal('door.credential');
    if (claim instanceof Error) throw claim;
    const slow = () => client.conn.destroy(new DoorRefusal('door.slowReader'));
    const line = new DownLineOf(claim, client.conn, patience.unacknowledgedMs, slow);
    const ended = await ports.authenticate(claim, password?.toString('utf8') ?? '', () => revoke(client, line));
    if (!ended) throw new DoorRefusal('door.credential');
    if (client.conn.destroyed) ended();
    else client.conn.once('close', ended);
    lines.set(client, line);
    takeOver(username(claim), client);
  }

  /** Nothing goes up or down any more from now on, whatever is still on its way. */
  function revoke(client: Client, line: DownLineOf): void {
    revoked.add(client);
    line.close();
    failed(client, new DoorRefusal('door.credential'));
    client.conn.destroy();
  }

  /** [MQTT-3.1.4-2]; aedes's own register of clients loses one that comes while its predecessor is closing. */
  function takeOver(name: string, client: Client): void {
    if (client.closed) return;
    const older = holders.get(name);
    holders.set(name, client);
    older?.close();
  }

  /** The connection is gone, whatever aedes still has to do for it. */
  function left(client: Client): void {
    const line = lines.get(client);
    if (!line) return;
    if (holders.get(username(line.principal)) === client) holders.delete(username(line.principal));
    ports.connected(holders.size);
    line.close();
    ports.closed(line);
  }

  function accept(client: Client | null, { topic, payload, retain, qos, messageId }: PublishPacket): Accepted | DoorRefusal {
    const line = client && lines.get(client);
    if (!line || revoked.has(client)) return new DoorRefusal('door.credential'); // the will of a revoked one comes here too
    if (qos > 0 && messageId === 0) return new DoorRefusal('door.protocol'); // [MQTT-2.3.1-1]
    if (retain) return new DoorRefusal('door.retained');
    const matched = matchUpTopic(line.principal, topic);
    if (matched.match === 'foreign') return new DoorRefusal('door.topic');
    const kind = matched.match === 'kind' ? matched.kind : null;
    const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload;
    return { principal: line.principal, packet: { topic, kind, bytes } };
  }

  /** The connection is closed with it: the client has no acknowledgement and sends the packet again. */
  function notStored(reason: unknown): Error {
    if (!isStoreFailure(reason)) ports.log.error({ err: reason }, 'packet not stored'); // a full disk is said once, not for each packet
    return reason instanceof Error ? reason : new Error('packet not stored', { cause: reason });
  }

  const broker = new AedesWithoutBus(options);
  await broker.listen();

  const failed = (client: Client, error: Error) => {
    const code = doorCodeOf(error);
    if (code && !refusedOnce.has(client)) ports.refused(code);
    if (code) refusedOnce.add(client);
    else ports.log.debug({ err: error }, 'connection failed');
  };
  const subscribed = (client: Client) => {
    const line = lines.get(client);
    if (line?.subscribed && !line.closed) ports.subscribed(line);
  };
  (broker as EventEmitter).on('error', (error) => ports.log.error({ err: error }, 'broker failed'));
  broker.on('clientError', failed);
  broker.on('connectionError', failed);
  broker.on('clientReady', (client) => {
    ports.connected(holders.size);
    subscribed(client);
  });
  broker.on('subscribe', (_subscriptions, client) => client && subscribed(client));
  broker.on('unsubscribe', (filters, client) => {
    for (const filter of filters) client && lines.get(client)?.unsubscribe(filter);
  });

  return {
    handle: (connection) => {
      const stream = new GuardedStream(connection, createPacketGuard(), patience.stalledMs);
      const client = broker.handle(stream);
      stream.once('close', () => left(client));
    },
    close: () => new Promise((resolve) => broker.close(() => resolve())),
  };
}

/** The secret could not be looked at: CONNACK says that the server is unavailable, not that the secret is wrong. */
function unavailable(cause: unknown): AuthenticateError {
  return Object.assign(new Error('credentials could not be read', { cause }), { returnCode: 3 });
}
