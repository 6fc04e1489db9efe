import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { withoutSenders } from '../../../sync-server/store/postgres/without-senders.ts';
import { runServer, type TestServer } from '../../../sync-server/testing/run-server.ts';
import { nowInSendingHours } from '../../../sync-server/testing/sending-hours.ts';
import { temporaryFolder } from '../../../sync-server/testing/temporary-folder.ts';
import { solapiEnvironment } from '../../fake-kakao/solapi-environment.ts';
import { startFakeKakao } from '../../fake-kakao/start-fake-kakao.ts';
import { builtProgram } from '../../journey/project.ts';
import { type Cluster, missingPostgres, serverPrograms, startCluster } from '../../postgres/cluster.ts';
import { seededRandom } from '../../simulate/random.ts';
import { startImageServer } from '../../torture/image-server.ts';
import { carryOut, type Line, openShop, userName } from '../../torture/shop.ts';
import { runNode } from '../run-program.ts';
import { freshDatabase, openStore } from './open-store.ts';

const minuteMs = 60_000;
const waitsMs = 20 * minuteMs;
/** Nobody else is there: it need not be looked for long. */
const briefLeaseMs = 100;
const patience = { timeout: 60_000, interval: 50 };

/** A shop whose messages leave through the fake's Solapi, which outlives every database; the servers go by the fake's clock. */
async function aShop(databaseUrl: string) {
  const fake = await startFakeKakao({ port: 0, seed: 'restored', now: Date.now });
  const images = await startImageServer();
  onTestFinished(async () => {
    images.close();
    await fake.stop();
  });
  const { clock, ledger } = fake.provider.world;
  clock.set(nowInSendingHours());
  const dataDir = temporaryFolder();
  const env = { DATABASE_URL: databaseUrl, TALKLENS_DATA_DIR: dataDir };
  return {
    clock,
    images,
    start: () => runServer({ dataDir, env: { ...env, ...solapiEnvironment(fake.address) }, now: () => clock.now() }),
    restored: () => runNode(builtProgram('restored'), [], env),
    shown: () => ledger.after(0, 1_000).map(({ itemId }) => itemId),
  };
}

const lineTo = ({ url, owner, client }: TestServer): Line => ({ owner: owner.token, client, url: () => url });

const dispatchOf = ({ store }: TestServer, id: string) => store.feed.documents('shop', 'dispatch', [id]).then((found) => found.get(id));

describe.skipIf(missingPostgres())('npm run restored on PostgreSQL', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster.dispose());

  const program = (name: string) => join(serverPrograms() ?? '', name);
  const dump = (url: string) => execFileSync(program('pg_dump'), ['--no-owner', url]);
  const putBack = async (name: string, input: Buffer) => {
    await cluster.dropDatabase(name);
    await cluster.createDatabase(name);
    execFileSync(program('psql'), ['--quiet', '--set=ON_ERROR_STOP=1', cluster.url(name)], { input, stdio: 'pipe' });
  };

  test('given a dump that was put back after its dispatch had left, what it pauses reaches nobody twice, and the provider says that it left (I7)', async () => {
    const shop = await aShop(await cluster.createDatabase('put_back'));
    const first = await shop.start();
    await openShop(
      lineTo(first),
      { people: 4, products: 1 },
      { imageUrl: shop.images.url, startsAt: shop.clock.now(), random: seededRandom('restored'), newId: () => ulid(shop.clock.now()) },
    );
    const act = async (to: TestServer, act: Parameters<typeof carryOut>[1]['act']) => {
      const command = { id: ulid(shop.clock.now()), issuedAt: shop.clock.now(), act };
      await carryOut(lineTo(to), command);
      return command.id;
    };
    const writeTo = (to: TestServer, users: readonly number[], afterMs: number) =>
      act(to, {
        kind: 'requestDispatch',
        recipients: users.map((user) => ({ userId: userName(user), productIds: ['p0'] })),
        sendAt: shop.clock.now() + afterMs,
      });
    const dispatchId = await writeTo(first, [0, 1, 2], waitsMs);
    const backup = dump(cluster.url('put_back'));
    await first.stop();
    shop.clock.advance(waitsMs);
    const second = await shop.start();
    await expect.poll(() => shop.shown().length, patience).toBe(3);
    await second.stop();

    await putBack('put_back', backup);
    const said = await shop.restored();
    const third = await shop.start();
    await writeTo(third, [3], 0);
    await expect.poll(() => shop.shown().length, patience).toBeGreaterThan(3); // it has worked off what is due

    expect(said).toMatchObject({ exitCode: 0, stderr: '' });
    expect(said.stdout).toContain('shop: 1 dispatches with 3 messages that have not ended are paused\n');
    const counts = async () => (await dispatchOf(third, dispatchId))?.counts;
    await expect.poll(counts, patience).toMatchObject({ pending: 0, delivered: 3 }); // the provider was asked
    expect(new Set(shop.shown()).size).toBe(4);
    expect(shop.shown()).toHaveLength(4);
  });

  test('given a server at work on the database, it is refused, also where that database was put back beneath the server', async () => {
    const shop = await aShop(await cluster.createDatabase('beneath'));
    const server = await shop.start();
    const backup = dump(cluster.url('beneath'));

    const beside = await shop.restored();
    await putBack('beneath', backup);
    const beneath = await shop.restored();
    await server.stop();

    for (const { exitCode, stderr } of [beside, beneath])
      expect({ exitCode, stderr }).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('store.locked') });
  });

  test('given a database that it works on, no server gets a lease until it is done, and none starts', async () => {
    const url = await freshDatabase(cluster);
    const store = await openStore(url);
    const senders = store.shared?.senders;
    const started: unknown[] = [];

    const worked = await withoutSenders(url, briefLeaseMs, async () => {
      started.push(await runServer({ env: { DATABASE_URL: url } }).catch(({ code }: { code?: string }) => code));
      return senders?.renew('another');
    });

    expect(worked).toEqual({ ok: true, value: false });
    expect(started).toEqual(['store.locked']);
    expect(await senders?.alive()).toEqual(new Set());
    expect(await senders?.renew('another')).toBe(true);
    await store.close();
  });
});
