import { connectAsync, ErrorWithReasonCode, type IClientOptions } from 'mqtt';
import { expect, test } from 'vitest';
import { matchUpTopic } from '../../contract/topics.ts';
import { secretHash } from '../secret.ts';
import { aSearchBody, inbox, runServer, type TestServer } from '../testing/run-server.ts';
import { claimedBy, DoorRefusal, grantedQos } from './door.ts';

const principal = { workspace: 'shop', client: 'chatbot' };
const name = 'shop/chatbot';
const codeOf = (claim: unknown) => (claim instanceof DoorRefusal ? claim.code : 'admitted');

/** The parts that somebody who is not `shop/chatbot` could try to make a topic of. */
const levels = ['shop', 'other', 'chatbot', 'Shop', 'shop ', '', '+', '#', '..', 'sh\0op', '\uFFFD', 'ｓｈｏｐ', 'a'.repeat(65)];

test('given three hundred topics that are not its own, a client may publish to none of them and subscribe to none', () => {
  const topics = levels.flatMap((workspace) =>
    levels.flatMap((client) => [
      `talklens/v1/${workspace}/${client}/up/searched`,
      `talklens/v1/${workspace}/${client}/down/#`,
      `$share/g/talklens/v1/${workspace}/${client}/down/+`,
    ]),
  );
  const foreign = topics.filter((topic) => !topic.startsWith('talklens/v1/shop/chatbot/'));
  const odd = [
    '#',
    '+',
    '+/+/+/+/+/+',
    '$SYS/#',
    '/',
    'talklens/#',
    'talklens/v1/shop/chatbot/#',
    'talklens/v1/shop/chatbot/up/#',
    'a/'.repeat(300),
  ];
  const all = [...foreign, ...odd];

  expect(all.length).toBeGreaterThan(300);
  expect(all.filter((topic) => matchUpTopic(principal, topic).match !== 'foreign')).toEqual([]);
  expect(all.filter((topic) => grantedQos(principal, topic, 1) !== null)).toEqual([]);
});

test.each([
  ['no username', { username: undefined }, 'door.credential'],
  ['a username of one part', { username: 'shop' }, 'door.credential'],
  ['a username of three parts', { username: 'shop/chatbot/x' }, 'door.credential'],
  ["another's client id", { clientId: 'shop/other' }, 'door.clientId'],
  ['an empty client id without a clean session', { clientId: '', clean: false }, 'door.clientId'],
  ['an empty client id with a clean session', { clientId: '' }, 'admitted'],
  ['a will under its own up', { will: { topic: `talklens/v1/${name}/up/searched` } }, 'admitted'],
  ["a will under another's up", { will: { topic: 'talklens/v1/shop/other/up/searched' } }, 'door.will'],
  ['a will to its own down', { will: { topic: `talklens/v1/${name}/down/refused` } }, 'door.will'],
  ['a retained will', { will: { topic: `talklens/v1/${name}/up/searched`, retain: true } }, 'door.will'],
])('given a CONNECT with %s, it is judged before its secret is looked at', (_what, over, expected) => {
  const connect = { clientId: name, clean: true, username: name, ...over };

  expect(codeOf(claimedBy(connect))).toBe(expected);
});

/** Adds a client beside the first one and says how to connect as it. */
async function addClient(server: TestServer, client: string): Promise<IClientOptions> {
  const password = `secret of ${client}`;
  await server.store.credentials.add({ workspace: 'shop', kind: 'client', name: client, secretHash: secretHash(password), at: 0 });
  return { username: `shop/${client}`, password };
}

const refusedWith = async (server: TestServer, options: IClientOptions) => {
  const defaults = { clientId: name, username: name, password: server.client.secret, reconnectPeriod: 0, connectTimeout: 5_000 };
  const answer = await connectAsync(`mqtt://127.0.0.1:${server.mqttPort}`, { ...defaults, ...options }, false).catch(
    (error: unknown) => error,
  );
  return answer instanceof ErrorWithReasonCode ? answer.code : answer;
};

test('given a wrong secret, an unknown client, no secret, or a member token, CONNACK refuses and the door is counted', async () => {
  const server = await runServer();
  const badPassword = 4;

  const codes = await Promise.all([
    refusedWith(server, { password: 'wrong' }),
    refusedWith(server, { username: 'shop/nobody', clientId: 'shop/nobody' }),
    refusedWith(server, { password: '' }),
    refusedWith(server, { username: 'shop/owner', clientId: 'shop/owner', password: server.owner.token }),
  ]);

  expect(codes).toEqual([badPassword, badPassword, badPassword, badPassword]);
  expect(await server.count('talklens_door_total{reason="door.credential"}')).toBe(4);
});

test("given a thief with a credential of its own, the victim's client id opens nothing, and the victim stays connected", async () => {
  const server = await runServer();
  const victim = await server.connect({ clean: false });
  await victim.subscribeAsync(server.allDown, { qos: 1 });
  const thief = await addClient(server, 'thief');
  const identifierRejected = 2;

  expect(await refusedWith(server, { ...thief, clientId: name, clean: false })).toBe(identifierRejected);

  const received = inbox(victim);
  await victim.publishAsync(server.up('searched'), JSON.stringify(aSearchBody()), { qos: 1 });
  await expect.poll(() => received.length).toBe(1);
  expect(await server.count('talklens_door_total{reason="door.clientId"}')).toBe(1);
});

test.each([
  ['#'],
  ['talklens/v1/shop/chatbot/down/#'],
  ['$share/g/talklens/v1/shop/chatbot/down/#'],
  ['talklens/v1/shop/chatbot/up/#'],
  ['$SYS/#'],
])('given a subscription of another client to %s, its connection is closed and it hears nothing (I9)', async (filter) => {
  const server = await runServer();
  const other = await server.connect({ ...(await addClient(server, 'other')), clientId: 'shop/other' });
  const heard = inbox(other);
  const closed = new Promise<void>((resolve) => other.once('close', () => resolve()));

  other.subscribe(filter, { qos: 1 });
  await closed;
  const client = await server.connect();
  await client.publishAsync(server.up('searched'), JSON.stringify(aSearchBody()), { qos: 1 });

  expect(heard).toEqual([]);
  expect(await server.count('talklens_door_total{reason="door.subscription"}')).toBe(1);
});

test('given an empty client id and a clean session, the client is served', async () => {
  const server = await runServer();
  const client = await server.connect({ clientId: '', clean: true });
  const received = inbox(client);
  await client.subscribeAsync(server.down('accepted'), { qos: 1 });

  await client.publishAsync(server.up('searched'), JSON.stringify(aSearchBody()), { qos: 1 });

  await expect.poll(() => received.length).toBe(1);
});

test('given a will of its own, an event of it is stored when the connection breaks', async () => {
  const server = await runServer();
  const body = aSearchBody();
  const client = await server.connect({
    will: { topic: server.up('searched'), payload: Buffer.from(JSON.stringify(body)), qos: 1, retain: false },
  });

  client.stream.destroy();

  await expect.poll(() => server.store.log.fact('shop', body.eventId)).toBeDefined();
});
