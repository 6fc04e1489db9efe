import { request as httpRequest } from 'node:http';
import { expect, test } from 'vitest';
import { aSearchBody, runServer, type TestServer } from '../testing/run-server.ts';

const packetId = 'a'.repeat(64);
const modelHash = 'b'.repeat(64);
const operatorRoute = 'POST /v1/operation';

const routes = {
  client: ['POST /v1/events', 'GET /v1/down'],
  member: [
    'GET /v1/me',
    'POST /v1/session/code',
    'GET /v1/replication/lead',
    'GET /v1/replication/lead/buckets/0',
    'GET /v1/replication/stream',
    'POST /v1/commands',
    'GET /v1/leads',
    'GET /v1/leads/u~p',
    'PATCH /v1/leads/u~p',
    'GET /v1/leads/u~p/events',
    'GET /v1/leads/u~p/recommendations',
    'GET /v1/quarantine',
    `GET /v1/quarantine/${packetId}`,
    `POST /v1/quarantine/${packetId}/replay`,
    `POST /v1/quarantine/${packetId}/discard`,
    `GET /v1/models/${modelHash}`,
    'POST /v1/models/neighbours',
    'GET /v1/sandbox/ledger',
    'POST /v1/credentials',
    'GET /v1/people/39/consents',
    'POST /v1/requests/messages',
    'GET /v1/sending',
    'POST /v1/sending/test',
    'POST /v1/sending/kakao/sign-in',
    'POST /v1/sending/kakao/sign-out',
  ],
} as const;

/** The status of an empty request, whatever its body would be. */
async function statusOf(server: TestServer, route: string, headers: Record<string, string>): Promise<number> {
  const [method = 'GET', path] = route.split(' ');
  const aborted = new AbortController();
  const response = await fetch(`${server.url}${path}`, { method, headers, signal: aborted.signal });
  aborted.abort();
  return response.status;
}

test('given every route of ours, each kind of credential opens its own and none of the other (I9)', async () => {
  const server = await runServer();
  const unauthorized = 401;

  for (const route of routes.member) {
    expect([route, await statusOf(server, route, server.byClient)]).toEqual([route, unauthorized]);
    expect([route, await statusOf(server, route, {})]).toEqual([route, unauthorized]);
    expect([route, await statusOf(server, route, server.byMember)]).not.toEqual([route, unauthorized]);
  }
  for (const route of routes.client) {
    expect([route, await statusOf(server, route, server.byMember)]).toEqual([route, unauthorized]);
    expect([route, await statusOf(server, route, {})]).toEqual([route, unauthorized]);
    expect([route, await statusOf(server, route, server.byClient)]).not.toEqual([route, unauthorized]);
  }
});

test('given the route of our own programs, no client and no member opens it (I9)', async () => {
  const server = await runServer();

  for (const headers of [server.byClient, server.byMember, {}]) expect(await statusOf(server, operatorRoute, headers)).toBe(401);
});

test('given the routes that exist, every one under /v1 is in the list above, or is the sign-in, the one that providers call or where Kakao sends a browser back to', async () => {
  const server = await runServer();

  const { paths } = (await (await server.get('/docs/json')).json()) as { paths: Record<string, Record<string, { security?: object[] }>> };

  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const known = [...routes.client, ...routes.member].map((route) =>
    route
      .replace('u~p', '{id}')
      .replace('/people/39/', '/people/{id}/')
      .replace(packetId, '{id}')
      .replace(modelHash, '{hash}')
      .replace('/replication/lead', '/replication/{collection}')
      .replace('/buckets/0', '/buckets/{bucket}'),
  );
  expect(described.filter((route) => route.includes('/v1/')).sort()).toEqual(
    [...known, operatorRoute, 'POST /v1/session', 'POST /v1/webhooks/{provider}/{secret}', 'GET /v1/sending/kakao/callback'].sort(),
  );
});

test('given no credential, a wrong one and a body of the other scheme, the answer says which and asks for the right one', async () => {
  const server = await runServer();

  const missing = await server.get('/v1/me', {});
  const wrong = await server.get('/v1/me', { authorization: 'Bearer wrong' });

  expect(await missing.json()).toEqual({ code: 'auth.missing' });
  expect(await wrong.json()).toEqual({ code: 'auth.invalid' });
  expect(missing.headers.get('www-authenticate')).toBe('Bearer');
});

test('given wrong tokens again and again, the address is answered 429, and the right token still opens', async () => {
  const server = await runServer();

  const statuses = new Set<number>();
  let last: Response | undefined;
  for (let attempt = 0; attempt < 70; attempt++) {
    last = await server.get('/v1/me', { authorization: 'Bearer wrong' });
    statuses.add(last.status);
  }

  expect([...statuses]).toEqual([401, 429]);
  expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await server.get('/v1/me')).status).toBe(200);
});

test('given a desk of another protocol, it is told to update', async () => {
  const server = await runServer();

  const response = await server.get('/v1/me', { ...server.byMember, 'talklens-protocol': '2' });

  expect([response.status, await response.json()]).toEqual([426, { code: 'protocol.outdated' }]);
});

/** `fetch` does not let us choose a Host. */
const getAs = (server: TestServer, headers: Record<string, string>) =>
  new Promise<number | undefined>((resolve, reject) => {
    httpRequest({ port: server.httpPort, path: '/v1/me', headers: { ...server.byMember, ...headers } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });

test.each([
  ['our own name', { host: 'localhost' }, 200],
  ["our own desk's origin", { host: '127.0.0.1:8420', origin: 'http://127.0.0.1:8420' }, 200],
  ['the desktop app', { host: '127.0.0.1', origin: 'app://talklens' }, 200],
  ['a name that was rebound to us', { host: 'evil.example' }, 403],
  ['a name that begins like ours', { host: 'localhost.evil.example' }, 403],
  ["another site's page", { host: '127.0.0.1', origin: 'https://evil.example' }, 403],
  ["another port's page", { host: '127.0.0.1:8420', origin: 'http://127.0.0.1:9999' }, 403],
  ['a page without an origin of its own', { host: '127.0.0.1', origin: 'null' }, 403],
])('given a request from %s, Host and Origin decide', async (_who, headers, status) => {
  const server = await runServer();

  expect(await getAs(server, headers)).toBe(status);
});

test('given a whole conversation with bad input at every door, no secret and no word of it is in the log (I11)', async () => {
  const lines: string[] = [];
  const server = await runServer({ logTo: { write: (line) => lines.push(line) } });
  const client = await server.connect();
  const said = { ...aSearchBody(), message: '제 번호는 010-9876-5432 입니다' };

  await client.publishAsync(server.up('questioned'), JSON.stringify(said), { qos: 1 });
  await client.publishAsync(server.up('questioned'), '010-9876-5432', { qos: 1 });
  await server.connect({ password: 'guess-1234' }).catch(() => undefined);
  await server.get('/v1/me', { authorization: 'Bearer guess-1234' });
  await server.get('/v1/leads/010-9876-5432');
  await server.post('/v1/commands', '{"commands":[{"id":"010-9876-5432"');
  await server.post('/v1/session', { code: 'guess-1234' }, {});
  await server.stop();

  const log = lines.join('');
  for (const secret of [server.owner.token, server.client.secret, server.code, '9876', '제 번호', 'guess-1234'])
    expect(log).not.toContain(secret);
});

test('given the scheme in other letters, which HTTP calls the same (RFC 9110, 11.1), a credential opens all the same', async () => {
  const server = await runServer();

  const member = await server.get('/v1/me', { authorization: server.byMember.authorization.replace('Bearer', 'bearer') });
  const client = await server.get('/v1/down', { authorization: server.byClient.authorization.replace('Basic', 'BASIC') });

  expect([member.status, client.status]).toEqual([200, 200]);
});
