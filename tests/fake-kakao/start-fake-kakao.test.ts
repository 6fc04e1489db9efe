import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { account } from './solapi/account.ts';
import { type RunningFake, startFakeKakao } from './start-fake-kakao.ts';
import { aBrandMessage, authorization } from './testing/ask-solapi.ts';

const noon = Date.parse('2026-11-23T12:00:00+09:00');

let fake: RunningFake;
let listener: Server | undefined;
beforeEach(async () => {
  fake = await startFakeKakao({ port: 0, seed: 'sockets', now: Date.now });
  fake.provider.world.clock.set(noon);
});
afterEach(async () => {
  await fake.stop();
  listener?.closeAllConnections();
  await new Promise((resolve) => (listener ? listener.close(resolve) : resolve(undefined)));
  listener = undefined;
});

const ask = (method: string, path: string, body?: unknown) =>
  fetch(`${fake.address.url}${path}`, {
    method,
    headers: { authorization: authorization(fake.provider.world.clock.now()), 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
const control = async (method: string, path: string, body?: unknown) =>
  (await fetch(`${fake.address.url}/__fake/${path}`, { method, ...(body !== undefined && { body: JSON.stringify(body) }) })).json();

const sendTo = (to: string) =>
  ask('POST', '/messages/v4/send-many/detail', { messages: [aBrandMessage(to, {}, { chatBubbleType: 'TEXT', content: '안녕하세요' })] });

/** A server of the shop's, which answers its first webhooks as told. */
async function listen(...statuses: number[]): Promise<{ url: string; bodies: string[] }> {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      bodies.push(body);
      response.writeHead(statuses[bodies.length - 1] ?? 200).end();
    });
  });
  listener = server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, bodies };
}

test('given a real socket, a message is sent, its report comes as a JSON array, and the ledger shows it', async () => {
  const { url, bodies } = await listen();
  await control('PUT', 'webhooks', { solapi: { url } });

  const sent = await sendTo('01012345678');

  expect(sent.status).toBe(200);
  await expect.poll(() => bodies.length).toBe(1);
  expect(JSON.parse(bodies[0] ?? '')).toMatchObject([{ to: '01012345678', statusCode: '4000', from: account.from }]);
  expect(await control('GET', 'ledger')).toMatchObject({
    count: 1,
    entries: [{ recipient: '01012345678', text: '(광고)\n안녕하세요\n[상품 보기] https://shop.example/p/001' }],
  });
});

test.each([
  ['answered at the third call', [500, 503, 200], 3, { delivered: 1, givenUp: 0 }],
  ['never answered well', Array(9).fill(404), 5, { delivered: 0, givenUp: 1 }],
])('given a webhook that is %s, it is called until then and five times at most', async (_, statuses, calls, counts) => {
  await control('POST', 'settings', { webhookRetryMs: 5, reportDelayMs: [0, 1] });
  const { url, bodies } = await listen(...statuses);
  await control('PUT', 'webhooks', { solapi: { url } });

  await sendTo('01012345678');

  await expect.poll(() => control('GET', 'webhooks')).toEqual(counts);
  expect(bodies).toHaveLength(calls);
});

test('given a webhook on another machine, it is never called', async () => {
  await control('POST', 'settings', { webhookRetryMs: 0, reportDelayMs: [0, 1] });
  await control('PUT', 'webhooks', { solapi: { url: 'http://shop.example/hook' } });

  await sendTo('01012345678');

  await expect.poll(() => control('GET', 'webhooks')).toEqual({ delivered: 0, givenUp: 1 });
});

test('given accept-then-reset, the connection breaks and the phone shows it', async () => {
  await control('POST', 'faults', { kind: 'acceptThenReset' });

  await expect(sendTo('01012345678')).rejects.toThrow();

  expect(await control('GET', 'ledger')).toMatchObject({ count: 1 });
});

test('given accept-then-time-out, whoever waits gives up and the phone shows it', async () => {
  await control('POST', 'faults', { kind: 'acceptThenTimeout' });
  const giveUp = new AbortController();
  const call = fetch(`${fake.address.url}/messages/v4/send-many/detail`, {
    method: 'POST',
    headers: { authorization: authorization(fake.provider.world.clock.now()) },
    body: JSON.stringify({ messages: [aBrandMessage('01012345678', {}, { chatBubbleType: 'TEXT', content: '안녕' })] }),
    signal: giveUp.signal,
  });
  await expect.poll(() => fake.provider.world.ledger.count).toBe(1);
  giveUp.abort();

  await expect(call).rejects.toThrow();
});

test('given 429, the caller is told how long to wait; and every answer tells the time of the fake', async () => {
  await control('POST', 'faults', { kind: 'tooManyRequests', retryAfterS: 7 });

  const answer = await sendTo('01012345678');

  expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '7']);
  expect(Math.abs(Date.parse(answer.headers.get('date') ?? '') - noon)).toBeLessThan(60_000);
});
