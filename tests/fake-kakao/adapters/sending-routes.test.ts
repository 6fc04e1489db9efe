import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { Sending } from '../../../contract/sending.ts';
import { aProductStatement } from '../../../contract/testing/build-event.ts';
import { anImage } from '../../../sync-server/dispatch/testing/an-image.ts';
import { runServer, type TestServer } from '../../../sync-server/testing/run-server.ts';
import { nowInSendingHours } from '../../../sync-server/testing/sending-hours.ts';
import { kakaoApp } from '../kakao/kakao-app.ts';
import { nhnAccount } from '../nhn/nhn-account.ts';
import { account } from '../solapi/account.ts';
import { solapiEnvironment } from '../solapi-environment.ts';
import { type RunningFake, startFakeKakao } from '../start-fake-kakao.ts';

let fake: RunningFake | undefined;
afterEach(async () => {
  await fake?.stop();
  fake = undefined;
});

/** A product, told by the shop's client, sent to oneself. */
async function testOf(server: TestServer, imageUrl = 'https://shop.example/images/001.jpg'): Promise<unknown> {
  const { kind, ...product } = aProductStatement({ imageUrl });
  await fetch(`${server.url}/v1/events`, {
    method: 'POST',
    headers: { ...server.byClient, 'content-type': 'application/json' },
    body: JSON.stringify({ kind, ...product }),
  });
  const ask = async () => (await server.post('/v1/sending/test', { productIds: ['001'] })).json();
  await expect.poll(async () => (await server.get('/v1/replication/product?limit=1')).text()).toContain('"001"');
  return ask();
}

/** Who sent which tests, by the hash-chained audit and by what desks are told: no number and no words (I11). */
async function testsOnRecord({ store, client }: TestServer) {
  const facts = await store.log.read(client.workspace, 0, 100);
  return facts.flatMap(({ kind, by, body, personal }) => {
    if (kind !== 'command' || body.act.kind !== 'noteTestSend' || personal.length > 0) return [];
    const { kind: _kind, ...test } = body.act;
    return [{ by, ...test }];
  });
}

async function serveImages(): Promise<string> {
  const images = createServer((_request, response) => response.end(anImage()));
  await new Promise<void>((resolve) => images.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void images.close());
  return `http://127.0.0.1:${(images.address() as AddressInfo).port}/001.png`;
}

const sendingOf = async (server: TestServer) => Sending.parse(await (await server.get('/v1/sending', server.byMember)).json());

test('given nothing configured, the sandbox sends, and no Kakao account can be connected', async () => {
  const server = await runServer();

  const signIn = await fetch(`${server.url}/v1/sending/kakao/sign-in`, { method: 'POST', headers: server.byMember });

  expect(await sendingOf(server)).toMatchObject({ provider: 'sandbox', sandbox: true, health: { ok: true }, test: { phone: false } });
  expect(signIn.status).toBe(404);
});

test('given Solapi, a member is told what is left to pay with and nothing that opens anything (I11)', async () => {
  fake = await startFakeKakao({ port: 0, seed: 'sending', now: nowInSendingHours });
  const env = solapiEnvironment(fake.address);
  const logged: string[] = [];
  const server = await runServer({ env, logTo: { write: (line) => void logged.push(line) } });

  const sending = await sendingOf(server);

  expect(sending).toMatchObject({ provider: 'solapi', sandbox: false, health: { ok: true }, balanceKrw: 10_000_000 });
  expect(sending.capabilities).toMatchObject({ window: { fromMinute: 480, toMinute: 1_250 }, notices: true });
  expect(sending).toMatchObject({ priceKrw: 30, webhook: false });
  expect(JSON.stringify(sending) + logged.join('')).not.toMatch(
    new RegExp([account.apiKey, account.apiSecret, account.pfId, account.from].join('|')),
  );
});

test('given a Kakao app, the sign-in goes through the browser once, and is then known for this member', async () => {
  fake = await startFakeKakao({ port: 0, seed: 'sending', now: nowInSendingHours });
  const env = {
    TALKLENS_KAKAO_AUTH_URL: fake.address.url,
    TALKLENS_KAKAO_API_URL: fake.address.url,
    TALKLENS_KAKAO_REST_KEY: kakaoApp.restApiKey,
    TALKLENS_KAKAO_CLIENT_SECRET: kakaoApp.clientSecret,
    TALKLENS_KAKAO_REDIRECT_URI: 'http://127.0.0.1:1/v1/sending/kakao/callback',
  };
  const server = await runServer({ env });
  const before = await sendingOf(server);

  const begun = await fetch(`${server.url}/v1/sending/kakao/sign-in`, { method: 'POST', headers: server.byMember });
  const { url } = (await begun.json()) as { url: string };
  const redirected = new URL((await fetch(url, { redirect: 'manual' })).headers.get('location') ?? '');
  const [back, again] = [
    await server.get(redirected.pathname + redirected.search, {}),
    await server.get(redirected.pathname + redirected.search, {}),
  ];

  expect(before.test.kakao).toBe('signedOut');
  expect([back.status, again.status]).toEqual([200, 400]);
  expect(await back.text()).toContain('연결됐어요');
  expect((await sendingOf(server)).test.kakao).toBe('signedIn');
  expect(await testOf(server)).toEqual({ to: 'kakao', outcome: 'accepted' });
  expect(fake.provider.world.ledger.after(0, 10)).toMatchObject([{ face: 'kakao', text: expect.stringContaining('59,000원') }]);
});

test('given a test in the sandbox, its ledger shows it and no dispatch is made; a text that no bubble takes is refused by name', async () => {
  const server = await runServer();

  const sent = await testOf(server);
  const unknown = await server.post('/v1/sending/test', { productIds: ['999'] });
  const marked = await server.post('/v1/sending/test', { productIds: ['001'], text: '[광고] 세일' });

  expect(sent).toEqual({ to: 'sandbox', outcome: 'accepted' });
  expect(await testsOnRecord(server)).toEqual([{ by: 'owner', productIds: ['001'], to: 'sandbox' }]);
  const { entries } = (await (await server.get('/v1/sandbox/ledger')).json()) as { entries: { userId: string }[] };
  expect(entries.map(({ userId }) => userId)).toEqual(['owner']);
  expect([unknown.status, await unknown.json()]).toEqual([404, { code: 'product.unknown' }]);
  expect([marked.status, await marked.json()]).toEqual([422, { code: 'content.adMark' }]);
});

test('given a test number, the test goes there by the real provider, with its image', async () => {
  fake = await startFakeKakao({ port: 0, seed: 'sending', now: nowInSendingHours });
  fake.provider.world.clock.set(Date.parse('2026-11-23T12:00:00+09:00'));
  const { url } = fake.address;
  const env = {
    TALKLENS_SENDER: 'nhn-cloud',
    TALKLENS_NHN_URL: url,
    TALKLENS_NHN_APP_KEY: nhnAccount.appKey,
    TALKLENS_NHN_SECRET_KEY: nhnAccount.secretKey,
    TALKLENS_NHN_SENDER_KEY: nhnAccount.senderKey,
  };
  const images = await serveImages();

  const server = await runServer({ env: { ...env, TALKLENS_TEST_PHONE: '010-1234-5678' } });
  const sent = await testOf(server, images);

  expect(sent).toEqual({ to: 'phone', outcome: 'accepted' });
  expect(fake.provider.world.ledger.after(0, 10)).toMatchObject([{ face: 'nhn', recipient: '01012345678' }]);
  expect(await testsOnRecord(server)).toEqual([{ by: 'owner', productIds: ['001'], to: 'phone' }]);
});

test('given a member who signs out, their account is forgotten', async () => {
  const server = await runServer();

  const out = await fetch(`${server.url}/v1/sending/kakao/sign-out`, { method: 'POST', headers: server.byMember });

  expect(out.status).toBe(204);
});

test('given a sender that reaches only phones and no number for tests, it is said', async () => {
  const env = { TALKLENS_SENDER: 'nhn-cloud', TALKLENS_NHN_APP_KEY: 'a', TALKLENS_NHN_SECRET_KEY: 'b', TALKLENS_NHN_SENDER_KEY: 'c' };

  expect(await testOf(await runServer({ env }))).toEqual({ code: 'sending.noTest' });
});

test('given webhooks good, bad and too large, neither the log nor the metrics hold the secret of their address (I11)', async () => {
  fake = await startFakeKakao({ port: 0, seed: 'sending', now: Date.now });
  const secret = 's3cret-of-the-address-'.repeat(2);
  const logged: string[] = [];
  const env = { ...solapiEnvironment(fake.address), TALKLENS_WEBHOOK_SECRET: secret };
  const server = await runServer({ env, logTo: { write: (line) => void logged.push(line) } });
  const post = async (path: string, body: string) => {
    const headers = { 'content-type': 'application/json' };
    return (await fetch(`${server.url}/v1/webhooks/${path}`, { method: 'POST', headers, body })).status;
  };

  const statuses = [
    await post(`solapi/${secret}`, JSON.stringify([{ messageId: 'm', statusCode: '7777', statusMessage: '010-1234-5678 모름' }])),
    await post(`solapi/${secret}`, '<html>'),
    await post(`solapi/${secret}`, JSON.stringify('x'.repeat(1024 * 1024))),
    await post(`solapi/${secret}?a=1`, '{}'),
    await post(`nhn-cloud/${secret}`, '[]'),
    await post(`solapi/${secret}x`, '[]'),
    await post(`solapi/${secret}/more`, '[]'),
  ];
  const metrics = await (await server.get('/metrics', server.byMember)).text();

  expect(statuses).toEqual([200, 400, 413, 400, 404, 404, 404]);
  expect(metrics).toContain('talklens_');
  expect(metrics + logged.join('')).not.toContain(secret);
  expect(logged.join('')).toContain('"said":[{"code":"7777","text":"*** 모름"}]');
  expect(await sendingOf(server)).toMatchObject({ webhook: true });
});
