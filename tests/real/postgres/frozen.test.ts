import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { aSearchBody } from '../../../sync-server/testing/run-server.ts';
import { temporaryFolder } from '../../../sync-server/testing/temporary-folder.ts';
import { startServerProcess } from '../../crash/server-process.ts';
import { builtProgram } from '../../journey/project.ts';
import { type Cluster, missingPostgres, startCluster } from '../../postgres/cluster.ts';
import { readFirstClient } from '../../simulate/local-server.ts';
import { freshDatabase } from './open-store.ts';

const patiently = { timeout: 15_000 };

/** A way to a database that can be made to carry nothing any more, as a network that drops everything. */
async function aWay(url: string) {
  const { hostname, port } = new URL(url);
  const sockets: Socket[] = [];
  let swallowed = 0;
  const way = createServer((near) => {
    const far = connect(Number(port), hostname);
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) sockets.push(socket.on('error', () => undefined));
  }).listen(0, '127.0.0.1');
  await once(way, 'listening');
  onTestFinished(() => {
    way.close();
    for (const socket of sockets) socket.destroy();
  });
  const through = new URL(url);
  through.hostname = '127.0.0.1';
  through.port = String((way.address() as AddressInfo).port);
  const freeze = () => {
    for (const socket of sockets) {
      socket.unpipe();
      socket.on('data', (bytes) => {
        swallowed += bytes.length;
      });
      socket.resume();
    }
    way.removeAllListeners('connection');
  };
  /** `swallowed`: bytes that came since. */
  return { url: through.href, freeze, swallowed: () => swallowed };
}

describe.skipIf(missingPostgres())('a PostgreSQL that does not answer', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster.dispose());

  test('given events on their way to it, a server that is told to stop does not wait for ever', async () => {
    const way = await aWay(await freshDatabase(cluster));
    const dataDir = join(temporaryFolder(), 'data');
    mkdirSync(dataDir);
    const server = await startServerProcess({ program: builtProgram('server'), dataDir, env: { DATABASE_URL: way.url } });
    onTestFinished(server.kill);
    const { secret } = await readFirstClient(dataDir);
    const headers = {
      authorization: `Basic ${Buffer.from(`shop/chatbot:${secret}`).toString('base64')}`,
      'content-type': 'application/json',
    };
    const publish = () =>
      fetch(`${server.httpUrl}/v1/events`, { method: 'POST', headers, body: JSON.stringify({ kind: 'searched', ...aSearchBody() }) });
    expect((await publish()).status).toBe(200);

    way.freeze();
    const waiting = publish().catch(() => undefined);
    await expect.poll(() => way.swallowed(), patiently).toBeGreaterThan(0);
    const exitCode = await server.stop();
    await waiting;

    expect(exitCode).toBe(1);
    expect(readFileSync(join(dataDir, 'server.log'), 'utf8')).toContain('the stop took too long');
  });
});
