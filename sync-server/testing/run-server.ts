import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectAsync, type IClientOptions, type MqttClient } from 'mqtt';
import { onTestFinished } from 'vitest';
import { ok } from '../../contract/result.ts';
import { downTopic, username } from '../../contract/topics.ts';
import { type Config, readConfig } from '../config.ts';
import { ClientFile, OwnerFile } from '../credentials/first-credentials.ts';
import { learnHere } from '../learning/learn-here.ts';
import { openLog } from '../log.ts';
import { startServer } from '../server.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/port/store.ts';
import { nowInSendingHours } from './sending-hours.ts';
import { temporaryFolder } from './temporary-folder.ts';

type Options = Readonly<{
  /** A folder of an earlier run. */
  dataDir?: string;
  env?: Readonly<Record<string, string>>;
  /** Whose time the server goes by; an hour at which it may send unless said. */
  now?: () => number;
  /** Puts something between the server and its store, to make it slow or fail. */
  wrap?: (store: Store) => Store;
  /** Where log lines go; nowhere unless said. */
  logTo?: { write(line: string): void };
}>;

export type TestServer = Awaited<ReturnType<typeof runServer>>;

const revoked = (workspace: string) => ({ workspace, client: 'chatbot', secret: 'revoked' });

/** The whole server on free ports over a real store, stopped after the test, with its first client's and owner's credentials. */
export async function runServer({
  dataDir = temporaryFolder(),
  env = {},
  now = nowInSendingHours,
  wrap = (store) => store,
  logTo,
}: Options = {}) {
  const config: Config = readConfig(
    { TALKLENS_DATA_DIR: dataDir, TALKLENS_HTTP_PORT: '0', TALKLENS_MQTT_PORT: '0', ...env },
    join(dataDir, 'desk'),
  );
  let store: Store | undefined;
  const server = await startServer(config, {
    now,
    random: randomBytes,
    learn: learnHere,
    log: openLog(logTo ? 'trace' : 'silent', logTo ?? { write: () => undefined }),
    version: '0.0.0-test',
    apiPagesDir: join(import.meta.dirname, '../../node_modules/@fastify/swagger-ui/static'),
    openStore: async (path) => {
      const opened = await openStore({ path, databaseUrl: config.databaseUrl }, { now, randomUuid: randomUUID, randomBytes });
      if (!opened.ok) return opened;
      store = opened.value;
      return ok(wrap(opened.value));
    },
  });
  onTestFinished(server.stop);
  const owner = OwnerFile.parse(JSON.parse(readFileSync(join(dataDir, 'owner.json'), 'utf8')));
  const clientFile = join(dataDir, 'client.json'); // gone once its client was revoked
  const client = existsSync(clientFile) ? ClientFile.parse(JSON.parse(readFileSync(clientFile, 'utf8'))) : revoked(config.workspace);
  const url = `http://127.0.0.1:${server.httpPort}`;
  const name = username(client);
  const byMember = { authorization: `Bearer ${owner.token}`, 'talklens-protocol': '1' };
  const byClient = { authorization: `Basic ${Buffer.from(`${name}:${client.secret}`).toString('base64')}` };

  return {
    ...server,
    dataDir,
    owner,
    client,
    url,
    byMember,
    byClient,
    store: store as Store,
    /** Connects as the first client unless told otherwise; ended after the test. */
    connect: async (options: IClientOptions = {}, overWebSocket = false): Promise<MqttClient> => {
      const address = overWebSocket ? `ws://127.0.0.1:${server.httpPort}/mqtt` : `mqtt://127.0.0.1:${server.mqttPort}`;
      const defaults = { clientId: name, username: name, password: client.secret, reconnectPeriod: 0, connectTimeout: 5_000 };
      const connected = await connectAsync(address, { ...defaults, ...options }, false);
      onTestFinished(() => connected.endAsync(true));
      return connected;
    },
    up: (kind: string) => `talklens/v1/${name}/up/${kind}`,
    down: (kind: Parameters<typeof downTopic>[1]) => downTopic(client, kind),
    allDown: `talklens/v1/${name}/down/#`,
    get: (path: string, headers: Record<string, string> = byMember) => fetch(`${url}${path}`, { headers }),
    post: (path: string, body: unknown, headers: Record<string, string> = byMember) =>
      fetch(`${url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    /** One of the server's own counts. */
    count: async (metric: string): Promise<number> => {
      const lines = (await (await fetch(`${url}/metrics`)).text()).split('\n');
      return Number(lines.find((line) => line.startsWith(`${metric} `))?.slice(metric.length + 1) ?? 0);
    },
  };
}

/** A search as a chat client publishes it. */
export const aSearchBody = (over: Readonly<Record<string, unknown>> = {}) => ({
  eventId: randomUUID(),
  occurredAt: Date.now(),
  chatId: 'chat-1',
  userId: 'user-1',
  productId: 'product-1',
  ...over,
});

/** What arrives at a client, in order. */
export function inbox(client: MqttClient): { topic: string; body: Record<string, unknown> }[] {
  const received: { topic: string; body: Record<string, unknown> }[] = [];
  client.on('message', (topic, payload) => received.push({ topic, body: JSON.parse(payload.toString()) }));
  return received;
}
