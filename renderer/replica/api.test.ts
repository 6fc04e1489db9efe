import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PROTOCOL_VERSION } from '../../contract/protocol-version.ts';
import { z } from '../../contract/zod.ts';
import { createApi } from './api.ts';
import { untilAborted } from './testing/until-aborted.ts';
import { waitFor } from './wait-for.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const Answer = z.strictObject({ protocol: z.int(), name: z.string() });
const good = { protocol: PROTOCOL_VERSION, name: '톡렌즈' };
const answered = (body: unknown, status = 200) => new Response(typeof body === 'string' ? body : JSON.stringify(body), { status });

function anApi(fetch: (path: string, init: RequestInit) => Promise<Response>) {
  const asked: { path: string; init: RequestInit }[] = [];
  const api = createApi({
    wait: waitFor,
    fetch: (path, init) => {
      asked.push({ path, init });
      return fetch(path, init);
    },
  });
  const aborting = new AbortController();
  return { api, asked, aborting, get: () => api.get('/v1/me', Answer, aborting.signal) };
}

test.each([
  ['a body that is not JSON', '<html>', 200, 'server.unreachable'],
  ['a body of another shape', { protocol: PROTOCOL_VERSION }, 200, 'server.unreachable'],
  ['a body of another protocol', { protocol: PROTOCOL_VERSION + 1, other: true }, 200, 'protocol.outdated'],
  ['a failure of ours', { code: 'auth.invalid' }, 401, 'auth.invalid'],
  ['a failure of somebody else', 'Bad Gateway', 502, 'server.unreachable'],
])('given %s, the code says so', async (_what, body, status, code) => {
  const { get } = anApi(async () => answered(body, status));

  expect(await get()).toMatchObject({ ok: false, code });
});

test('given a network that is away, the server is unreachable', async () => {
  const { get } = anApi(() => Promise.reject(new TypeError('fetch failed')));

  expect(await get()).toMatchObject({ ok: false, code: 'server.unreachable' });
});

test('given a token, every request carries it and the protocol, and no address does (I11)', async () => {
  const { api, asked, get, aborting } = anApi(async () => answered(good));

  await get();
  api.useToken('secret');
  expect(await get()).toEqual({ ok: true, value: good });
  await api.post('/v1/commands', {}, Answer, aborting.signal);

  const headers = asked.map(({ init }) => new Headers(init.headers));
  expect(headers.map((each) => each.get('authorization'))).toEqual([null, 'Bearer secret', 'Bearer secret']);
  expect(headers.every((each) => each.get('talklens-protocol') === String(PROTOCOL_VERSION))).toBe(true);
  expect(asked.every(({ path }) => !path.includes('secret'))).toBe(true);
});

test('given a request that the network swallowed, it is given up after a minute and no timer stays', async () => {
  const { get, asked } = anApi((_path, init) => untilAborted(init.signal));
  const answer = get();

  await vi.advanceTimersByTimeAsync(59_000);
  expect(asked[0]?.init.signal?.aborted).toBe(false);
  await vi.advanceTimersByTimeAsync(1_000);

  expect(await answer).toMatchObject({ ok: false, code: 'server.unreachable' });
  expect(vi.getTimerCount()).toBe(0);
});

test('given an answer, its deadline is over', async () => {
  const { get } = anApi(async () => answered(good));

  await get();

  expect(vi.getTimerCount()).toBe(0);
});

test('given a stream that never begins, it is given up after a minute; one that began goes on', async () => {
  const silent = anApi((_path, init) => untilAborted(init.signal));
  const begun = anApi(async () => new Response(new ReadableStream()));
  const first = silent.api.stream('/v1/replication/stream', silent.aborting.signal);
  const second = await begun.api.stream('/v1/replication/stream', begun.aborting.signal);

  await vi.advanceTimersByTimeAsync(60_000);

  expect(await first).toMatchObject({ ok: false, code: 'server.unreachable' });
  expect(second.ok).toBe(true);
  expect(begun.asked[0]?.init.signal?.aborted).toBe(false);
  begun.aborting.abort();
  expect(begun.asked[0]?.init.signal?.aborted).toBe(true);
});
