import { expect, test } from 'vitest';
import { runServer, type TestServer } from '../testing/run-server.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { createOneTimeCodes } from './one-time-codes.ts';

const minute = 60_000;
const signIn = async (server: TestServer, code: string) => {
  const response = await server.post('/v1/session', { code }, {});
  return { status: response.status, body: (await response.json()) as { token?: string; code?: string } };
};
const me = async (server: TestServer, token: string) => (await server.get('/v1/me', { authorization: `Bearer ${token}` })).status;

test('given the code of the start, one browser is signed in, once', async () => {
  const server = await runServer();

  const first = await signIn(server, server.code);
  const second = await signIn(server, server.code);

  expect(await me(server, first.body.token ?? '')).toBe(200);
  expect(second).toEqual({ status: 401, body: { code: 'auth.codeUsed' } });
});

test('given a browser that is signed in, it stays so over a restart of the server, and can sign in another', async () => {
  const dataDir = temporaryFolder();
  const before = await runServer({ dataDir });
  const { body } = await signIn(before, before.code);
  await before.stop();

  const after = await runServer({ dataDir });
  const code = await after.post('/v1/session/code', {}, { authorization: `Bearer ${body.token}` });

  expect(await me(after, body.token ?? '')).toBe(200);
  expect((await signIn(after, ((await code.json()) as { code: string }).code)).status).toBe(200);
});

test('given a token that was changed in any part, it opens nothing', async () => {
  const server = await runServer();
  const { body } = await signIn(server, server.code);
  const [workspace, member, expiry, signature] = (body.token ?? '').split('.');

  const forged = [
    [workspace, 'system', expiry, signature],
    ['other', member, expiry, signature],
    [workspace, member, Number(expiry) + 1, signature],
    [workspace, member, expiry, `${signature}x`],
    [workspace, member, expiry],
  ];

  for (const parts of forged) expect(await me(server, parts.join('.'))).toBe(401);
});

test('given a month, a session has ended', async () => {
  let now = Date.now();
  const server = await runServer({ now: () => now });
  const { body } = await signIn(server, server.code);

  now += 31 * 86_400_000;

  expect(await me(server, body.token ?? '')).toBe(401);
});

test('given ten minutes, a code is worth nothing; given a hundred codes, the oldest is given up', () => {
  let now = 0;
  let drawn = 0;
  const member = { workspace: 'shop', member: 'owner', secretHash: 'h' };
  const codes = createOneTimeCodes(
    () => now,
    () => Uint8Array.of(drawn++ >> 8, drawn & 255),
  );
  const late = codes.issue(member);
  now = 10 * minute;
  expect(codes.redeem(late)).toBeUndefined();

  const many = Array.from({ length: 101 }, () => codes.issue(member));

  expect(codes.redeem(many[0] as string)).toBeUndefined();
  expect(codes.redeem(many[1] as string)).toEqual(member);
});

test('given a guesser, codes cannot be tried at will', async () => {
  const server = await runServer();

  const statuses = new Set<number>();
  for (let attempt = 0; attempt < 25; attempt++) statuses.add((await signIn(server, 'guess')).status);

  expect(statuses).toContain(429);
});
