import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { Sending } from '../../../contract/sending.ts';
import { aProductStatement } from '../../../contract/testing/build-event.ts';
import { runServer, type TestServer } from '../../../sync-server/testing/run-server.ts';
import { nowInSendingHours } from '../../../sync-server/testing/sending-hours.ts';
import { temporaryFolder } from '../../../sync-server/testing/temporary-folder.ts';
import { kakaoApp } from '../../fake-kakao/kakao/kakao-app.ts';
import { startFakeKakao } from '../../fake-kakao/start-fake-kakao.ts';
import { type Cluster, missingPostgres, startCluster } from '../../postgres/cluster.ts';
import { freshDatabase } from './open-store.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Of each server, at once. */
const WORKERS = 5;

/** Two servers on one database, with data folders of their own, and Kakao, whose clock they go by. */
async function aStage(cluster: Cluster) {
  const fake = await startFakeKakao({ port: 0, seed: 'kakao-tokens', now: nowInSendingHours });
  onTestFinished(fake.stop);
  const { clock } = fake.provider.world;
  const env = {
    DATABASE_URL: await freshDatabase(cluster),
    TALKLENS_KAKAO_AUTH_URL: fake.address.url,
    TALKLENS_KAKAO_API_URL: fake.address.url,
    TALKLENS_KAKAO_REST_KEY: kakaoApp.restApiKey,
    TALKLENS_KAKAO_CLIENT_SECRET: kakaoApp.clientSecret,
    TALKLENS_KAKAO_REDIRECT_URI: 'http://127.0.0.1:1/v1/sending/kakao/callback',
  };
  const left = await runServer({ env, now: () => clock.now() });
  const dataDir = temporaryFolder();
  for (const file of ['owner.json', 'client.json']) copyFileSync(join(left.dataDir, file), join(dataDir, file));
  const right = await runServer({ env, dataDir, now: () => clock.now() });
  return { clock, left, right, tokenCalls: () => tokenCallsOf(fake.address.url) };
}

/** How often Kakao was asked for tokens. */
async function tokenCallsOf(url: string): Promise<number> {
  const { counts } = (await (await fetch(`${url}/__fake/calls`)).json()) as { counts: Record<string, number> };
  return counts['kakao POST /oauth/token'] ?? 0;
}

/** What the member's browser does. */
async function signIn(server: TestServer): Promise<number> {
  const { url } = (await (await server.post('/v1/sending/kakao/sign-in', {})).json()) as { url: string };
  const { pathname, search } = new URL((await fetch(url, { redirect: 'manual' })).headers.get('location') ?? '');
  return (await server.get(pathname + search, {})).status;
}

async function sell({ post, get, byClient }: TestServer): Promise<void> {
  await post('/v1/events', aProductStatement(), byClient);
  await expect.poll(async () => (await get('/v1/replication/product?limit=1')).text()).toContain('"001"');
}

const sendTests = (...servers: readonly TestServer[]): Promise<unknown[]> =>
  Promise.all(
    servers.flatMap(({ post }) =>
      Array.from({ length: WORKERS }, async () => (await post('/v1/sending/test', { productIds: ['001'] })).json()),
    ),
  );

const signedIn = async ({ get }: TestServer) => Sending.parse(await (await get('/v1/sending')).json()).test.kakao;

describe.skipIf(missingPostgres())('Kakao tokens of two servers on one PostgreSQL', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster.dispose());

  test('given a member who signed in at one server, both send for them; each end of a token is one refresh, and no refresh token is lost', async () => {
    const { clock, left, right, tokenCalls } = await aStage(cluster);
    await sell(left);
    const accepted = Array.from({ length: 2 * WORKERS }, () => ({ to: 'kakao', outcome: 'accepted' }));

    expect(await signIn(left)).toBe(200);
    expect([await signedIn(left), await signedIn(right)]).toEqual(['signedIn', 'signedIn']);
    const calls: number[] = [];
    for (const later of [7 * hourMs, 40 * dayMs, 40 * dayMs]) {
      clock.advance(later); // 40 days on, Kakao takes the refresh token back and gives a new one; 80 days on, only that one is good
      expect(await sendTests(left, right)).toEqual(accepted);
      calls.push(await tokenCalls());
    }
    await right.post('/v1/sending/kakao/sign-out', {});

    expect(calls).toEqual([2, 3, 4]); // the first was the sign-in
    expect(await signedIn(left)).toBe('signedOut');
  });
});
