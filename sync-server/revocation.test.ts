import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { MqttClient } from 'mqtt';
import { expect, onTestFinished, test } from 'vitest';
import { operate } from './testing/operate.ts';
import { aSearchBody, inbox, runServer, type TestServer } from './testing/run-server.ts';

const closed = (client: MqttClient) => new Promise<void>((resolve) => client.once('close', () => resolve()));

/** An open stream of a member, by a socket of its own. */
async function openStream(server: TestServer, token: string): Promise<IncomingMessage> {
  const asked = get({ port: server.httpPort, path: '/v1/replication/stream', agent: false, headers: { authorization: `Bearer ${token}` } });
  onTestFinished(() => void asked.destroy());
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  response.resume();
  return response;
}

const ended = (response: IncomingMessage) =>
  new Promise<void>((resolve) => response.on('error', () => undefined).once('close', () => resolve()));

const authorization = (token?: string) => ({ authorization: `Bearer ${token}` });

test.each([
  ['revoke', 'TCP', false],
  ['revoke', 'WebSocket', true],
  ['rotate', 'TCP', false],
  ['rotate', 'WebSocket', true],
] as const)(
  'given %s of a client connected over %s, its connection is closed and its secret opens nothing (I9)',
  async (verb, _over, ws) => {
    const server = await runServer();
    const { secret = '' } = await operate(server, 'client', 'add', 'webchat');
    const other = await server.connect({}, ws);
    const as = { username: 'shop/webchat', clientId: 'shop/webchat', password: secret };
    const client = await server.connect(as, ws);
    const gone = closed(client);

    const changed = await operate(server, 'client', verb, 'webchat');
    await gone;

    await expect(server.connect(as, ws)).rejects.toThrow();
    const basic = Buffer.from(`shop/webchat:${secret}`).toString('base64');
    expect((await server.get('/v1/down', { authorization: `Basic ${basic}` })).status).toBe(401);
    expect(other.connected).toBe(true);
    if (verb === 'rotate') expect((await server.connect({ ...as, password: changed.secret ?? '' }, ws)).connected).toBe(true);
  },
);

test('given a will and a subscription, a revoked client leaves no event behind and hears nothing more', async () => {
  const server = await runServer();
  const body = aSearchBody();
  const will = { topic: server.up('searched'), payload: Buffer.from(JSON.stringify(body)), qos: 1 as const, retain: false };
  const { secret } = await operate(server, 'client', 'add', 'webchat');
  const other = await server.connect({ username: 'shop/webchat', clientId: 'shop/webchat', password: secret ?? '' });
  const client = await server.connect({ will });
  const heard = inbox(client);
  await client.subscribeAsync(server.allDown, { qos: 1 });
  const gone = closed(client);

  await operate(server, 'client', 'revoke', 'chatbot');
  await gone;
  const after = aSearchBody();
  await other.publishAsync('talklens/v1/shop/webchat/up/searched', JSON.stringify(after), { qos: 1 }); // stored after a will would be

  expect(heard).toEqual([]);
  expect(await server.store.log.fact('shop', after.eventId)).toBeDefined();
  expect(await server.store.log.fact('shop', body.eventId)).toBeUndefined();
  expect(await server.count('talklens_door_total{reason="door.credential"}')).toBe(1);
});

test.each(['revoke', 'rotate'] as const)(
  'given %s of a member, their token opens nothing and their streams end; others go on',
  async (verb) => {
    const server = await runServer();
    const { token = '' } = await operate(server, 'member', 'add', 'kim');
    const [kims, owners] = [await openStream(server, token), await openStream(server, server.owner.token)];
    const gone = ended(kims);

    await operate(server, 'member', verb, 'kim');
    await gone;

    for (const path of ['/v1/me', '/v1/replication/lead', '/v1/replication/stream', '/v1/leads'])
      expect((await server.get(path, authorization(token))).status).toBe(401);
    expect(owners.closed).toBe(false);
    expect(await server.count('talklens_replication_streams')).toBe(1);
  },
);

test.each([
  ['revoke', undefined],
  ['rotate', undefined],
  ['revoke', 'add'],
] as const)('given a browser of a member, and a code for another one, they end with the token (%s, then %s)', async (verb, then) => {
  const server = await runServer();
  const { token } = await operate(server, 'member', 'add', 'kim');
  const codeOf = async () => (await (await server.post('/v1/session/code', {}, authorization(token))).json()) as { code: string };
  const granted = (await (await server.post('/v1/session', await codeOf(), {})).json()) as { token: string };
  const stream = await openStream(server, granted.token);
  const unused = await codeOf();
  const gone = ended(stream);

  await operate(server, 'member', verb, 'kim');
  await gone;
  if (then) await operate(server, 'member', then, 'kim');

  expect((await server.get('/v1/me', authorization(granted.token))).status).toBe(401);
  expect((await server.post('/v1/session', unused, {})).status).toBe(401);
});
