import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
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

const minuteMs = 60_000;
const waitsMs = 20 * minuteMs;
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

  test('given a dump that was put back after its dispatch had left, what it pauses reaches nobody twice, and a member ends it (I7)', async () => {
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
    const waiting = await dispatchOf(third, dispatchId);
    await act(third, { kind: 'cancelDispatch', dispatchId });

    expect(said).toMatchObject({ exitCode: 0, stderr: '' });
    expect(said.stdout).toContain('shop: 1 dispatches with 3 messages that have not ended are paused\n');
    expect(waiting).toMatchObject({ state: 'held', hold: { reason: 'paused' }, counts: { pending: 3 } });
    await expect.poll(async () => (await dispatchOf(third, dispatchId))?.counts, patience).toMatchObject({ pending: 0, cancelled: 3 });
    expect(new Set(shop.shown()).size).toBe(4);
    expect(shop.shown()).toHaveLength(4);
  });
});
