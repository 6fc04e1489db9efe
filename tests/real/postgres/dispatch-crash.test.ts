import { randomUUID } from 'node:crypto';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../../sync-server/testing/temporary-folder.ts';
import { type ServerProcess, startServerProcess } from '../../crash/server-process.ts';
import { solapiEnvironment } from '../../fake-kakao/solapi-environment.ts';
import { startFakeKakao } from '../../fake-kakao/start-fake-kakao.ts';
import { builtProgram } from '../../journey/project.ts';
import { administer, type Cluster, missingPostgres, startCluster } from '../../postgres/cluster.ts';
import { pullAll } from '../../simulate/feed.ts';
import { readFirstClient, readOwner } from '../../simulate/local-server.ts';
import { memberHttp } from '../../simulate/member-http.ts';
import { seededRandom } from '../../simulate/random.ts';
import { type Doom, deathPlaces, type Errand, nameOf } from '../../torture/doom.ts';
import { startImageServer } from '../../torture/image-server.ts';
import { carryOut, type Line, openShop, userName } from '../../torture/shop.ts';

const noon = Date.parse('2026-11-23T12:00:00+09:00');
const hourMs = 3_600_000;
const recipientsPerDispatch = 3;
const patience = { timeout: 60_000, interval: 50 };

/** Two servers on one database that send through the fake's Solapi, by clocks that keep step. */
async function aStage(cluster: Cluster) {
  const databaseUrl = await cluster.createDatabase('dispatch_crash');
  const [fake, images, startedAt] = [await startFakeKakao({ port: 0, seed: 'crash', now: Date.now }), await startImageServer(), Date.now()];
  fake.provider.world.clock.set(noon);
  const webhookSecret = randomUUID().repeat(2);
  const dirs = { left: temporaryFolder(), right: temporaryFolder() };
  const start = (dataDir: string, { startsAt = noon, doom }: Readonly<{ startsAt?: number; doom?: Doom }> = {}) => {
    const errand: Errand = { startedAt, patienceMs: 5_000, ...(doom && { doom }) };
    return startServerProcess({
      program: builtProgram('doomed-sender'),
      dataDir,
      args: [JSON.stringify(errand)],
      env: {
        DATABASE_URL: databaseUrl,
        TALKLENS_FAKE_NOW: String(startsAt),
        TALKLENS_WEBHOOK_SECRET: webhookSecret,
        ...solapiEnvironment(fake.address),
      },
    });
  };
  return {
    ...{ fake, images, dirs, start },
    reportTo: ({ httpUrl }: ServerProcess) =>
      fake.provider.world.webhooks.aim('solapi', { url: `${httpUrl}/v1/webhooks/solapi/${webhookSecret}`, headers: {} }),
    shown: () => fake.provider.world.ledger.after(0, 1_000).map(({ itemId }) => itemId),
    /** What ten seconds do, once whoever held a lease is gone. */
    endLeases: () => administer(databaseUrl, 'DELETE FROM sender_lease'),
    async dispose() {
      images.close();
      await fake.stop();
    },
  };
}

describe.skipIf(missingPostgres())('a dispatch of a server that is killed at one of its steps, beside another server', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster.dispose());

  test('given kills before and after each persisted step, the other server takes over: nothing stays in hand, and every item is shown once (I7)', async () => {
    const stage = await aStage(cluster);
    let survivor = await stage.start(stage.dirs.left);
    onTestFinished(async () => {
      await survivor.kill();
      await stage.dispose();
    });
    stage.reportTo(survivor);
    for (const file of ['owner.json', 'client.json']) await copyFile(join(stage.dirs.left, file), join(stage.dirs.right, file));
    let speaking = survivor;
    const { token: owner } = await readOwner(stage.dirs.left);
    const line: Line = { owner, client: await readFirstClient(stage.dirs.left), url: () => speaking.httpUrl };
    await openShop(
      line,
      { people: deathPlaces.length * recipientsPerDispatch, products: 1 },
      { imageUrl: stage.images.url, startsAt: noon, random: seededRandom('crash'), newId: () => ulid(noon) },
    );
    const itemsOf = async (dispatchId: string) =>
      (await pullAll(memberHttp(survivor.httpUrl, owner), 'dispatchItem')).filter((item) => item.dispatchId === dispatchId);

    const left: Record<string, readonly string[]> = {};
    for (const [number, place] of deathPlaces.entries()) {
      const victim = await stage.start(stage.dirs.right, { doom: { ...place, occurrence: 1, fromStart: true } });
      process.kill(survivor.pid, 'SIGSTOP'); // so that it is the other one that claims
      speaking = victim;
      const users = Array.from({ length: recipientsPerDispatch }, (_, index) => userName(number * recipientsPerDispatch + index));
      const recipients = users.map((userId) => ({ userId, productIds: ['p0'] }));
      const id = ulid(noon + number);
      const asked = carryOut(line, { id, issuedAt: noon, act: { kind: 'requestDispatch', recipients } });
      await victim.ended;
      await stage.endLeases();
      speaking = survivor;
      process.kill(survivor.pid, 'SIGCONT');
      await asked;
      const isDone = async () =>
        (await itemsOf(id)).every(({ state, notBefore }) => state === 'delivered' || (state === 'pending' && notBefore));
      await expect.poll(isDone, patience).toBe(true);
      left[nameOf(place)] = [...new Set((await itemsOf(id)).map(({ state }) => state))];
    }

    expect(left).toEqual({
      ...Object.fromEntries(deathPlaces.map((place) => [nameOf(place), ['delivered']])),
      'after committed': ['pending'], // ruled out at the provider, and tried again after a pause
    });

    await survivor.stop();
    stage.fake.provider.world.clock.advance(hourMs);
    survivor = await stage.start(stage.dirs.left, { startsAt: noon + hourMs });
    speaking = survivor;
    stage.reportTo(survivor);
    const states = async () => new Set((await pullAll(memberHttp(survivor.httpUrl, owner), 'dispatchItem')).map(({ state }) => state));
    await expect.poll(states, patience).toEqual(new Set(['delivered']));

    const shown = stage.shown();
    expect(shown).toHaveLength(deathPlaces.length * recipientsPerDispatch);
    expect(new Set(shown).size).toBe(shown.length);
  }, 240_000);
});
