import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FailureCode } from '../../contract/failure.ts';
import { EventReceipt } from '../../contract/ingest.ts';
import { ScoredLead } from '../../contract/lead-api.ts';
import { hash } from '../../domain/identity/hash.ts';
import type { Store } from '../../sync-server/store/port/store.ts';
import { openSqliteStore } from '../../sync-server/store/sqlite/open-sqlite-store.ts';
import type { ClientCredential } from '../simulate/credential.ts';
import { claimClients } from '../simulate/local-server.ts';
import { HttpFailure } from '../simulate/member-http.ts';
import { httpDown } from './http-down.ts';
import { connectRaw, type RawConnection, type RawPublish } from './raw-mqtt.ts';
import { openShop, type Shop } from './shop.ts';

const dayMs = 86_400_000;
/** How long a busy machine may take for what takes milliseconds. */
const patiently = { timeout: 15_000 };
const tooManyBytes = 65 * 1_024;

let shop: Shop;
let client: ClientCredential;
let other: ClientCredential;
let down: ReturnType<typeof httpDown>;

beforeAll(async () => {
  shop = await openShop();
  [client, other] = (await claimClients({ dataDir: shop.dataDir, member: shop.member }, 2)) as [ClientCredential, ClientCredential];
  down = httpDown(shop.server().httpUrl, client);
});

afterAll(() => shop?.close());

const about = { chatId: '1', userId: 'user', productId: 'product' };
const search = (change: object = {}) => ({ eventId: randomUUID(), occurredAt: Date.now(), ...about, ...change });
const up = (kind: string, by: Pick<ClientCredential, 'workspace' | 'client'> = client) =>
  `talklens/v1/${by.workspace}/${by.client}/up/${kind}`;
const connected = (change?: Parameters<typeof connectRaw>[2]) => connectRaw(shop.server().mqttPort, client, change);

const said = (connection: RawConnection, body: object) => connection.publish({ topic: up('searched'), payload: JSON.stringify(body) });
const answeredIds = async (kind: string) =>
  (await down.all()).flatMap((message) => (message.kind === kind && 'eventId' in message ? [message.eventId] : []));

async function searches(): Promise<number> {
  try {
    return (await shop.member.get('/v1/leads/user~product', ScoredLead)).searches;
  } catch (error) {
    if (error instanceof HttpFailure && error.status === 404) return 0;
    throw error;
  }
}

/** Says good, bad, good; the good ones must be learned from, whatever became of the bad one. */
async function amongGood(bad: (connection: RawConnection) => Promise<string>): Promise<string> {
  const before = await searches();
  const [first, second] = [search(), search()];
  const one = await connected();
  const firstAnswer = await said(one, first);
  const became = await bad(one);
  one.close();
  const two = await connected();
  const secondAnswer = await said(two, second);
  two.close();

  expect([firstAnswer, secondAnswer]).toEqual(['acknowledged', 'acknowledged']);
  await expect.poll(() => answeredIds('accepted'), patiently).toEqual(expect.arrayContaining([first.eventId, second.eventId]));
  expect(await searches()).toBe(before + 2);
  return became;
}

const latin1 = Buffer.concat([Buffer.from('{"eventId":"'), Buffer.from([0xe9, 0xff]), Buffer.from('"}')]);
const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
const quarantined: readonly (readonly [string, FailureCode, string, () => Uint8Array | string])[] = [
  ['bytes that are not UTF-8', 'event.notUtf8', 'searched', () => latin1],
  ['text that is not JSON', 'event.notJson', 'searched', () => '{"eventId": oops'],
  ['nothing at all', 'event.notJson', 'searched', () => ''],
  ['JSON 10,000 deep', 'event.tooDeep', 'searched', () => deep],
  ['a number where an identifier belongs', 'event.schema', 'searched', () => JSON.stringify(search({ userId: 39 }))],
  ['null for unknown', 'event.schema', 'identified', () => JSON.stringify({ ...search(), name: null })],
  ['a field nobody knows', 'event.schema', 'searched', () => JSON.stringify(search({ admin: true }))],
  ['a __proto__ key', 'event.schema', 'searched', () => JSON.stringify(search()).replace('{', '{"__proto__":{"admin":true},')],
  ['NUL in a message', 'event.schema', 'questioned', () => JSON.stringify(search({ message: 'a\0b' }))],
  ['a list of events', 'event.schema', 'searched', () => JSON.stringify([search()])],
  ['an unknown kind under its own up', 'event.unknownKind', 'shouted', () => JSON.stringify(search())],
];
const keptBytes: Uint8Array[] = [];

test.each(quarantined)(
  'given %s, it is acknowledged, put into quarantine as %s, and the good ones around it are stored (I3)',
  async (_name, code, kind, bytes) => {
    const payload = Buffer.from(bytes());

    const became = await amongGood((connection) => connection.publish({ topic: up(kind), payload }));

    const id = hash(client.client, createHash('sha256').update(payload).digest('hex'));
    keptBytes.push(payload);
    expect(became).toBe('acknowledged');
    await expect
      .poll(async () => (await down.all()).filter((message) => message.id === id), patiently)
      .toMatchObject([{ kind: 'rejected', code }]);
  },
);

const reason = async (code: FailureCode) => {
  const text = await (await fetch(`${shop.server().httpUrl}/metrics`, { headers: { authorization: `Bearer ${shop.token}` } })).text();
  return Number(new RegExp(`talklens_door_total\\{reason="${code}"\\} (\\d+)`).exec(text)?.[1] ?? 0);
};

const doors: readonly (readonly [string, FailureCode, () => RawPublish])[] = [
  [
    'a foreign workspace in the topic',
    'door.topic',
    () => ({ topic: up('searched', { ...client, workspace: 'another' }), payload: JSON.stringify(search()) }),
  ],
  ['a foreign client in the topic', 'door.topic', () => ({ topic: up('searched', other), payload: JSON.stringify(search()) })],
  ['a wildcard in the topic', 'door.topic', () => ({ topic: up('+'), payload: JSON.stringify(search()) })],
  ['NUL in the topic', 'door.topic', () => ({ topic: up('searched\0'), payload: JSON.stringify(search()) })],
  [
    'invalid UTF-8 in the topic',
    'door.topic',
    () => ({ topic: Buffer.concat([Buffer.from(up('searched')), Buffer.from([0xff])]), payload: JSON.stringify(search()) }),
  ],
  [
    '65 KiB',
    'door.packetTooLarge',
    () => ({ topic: up('questioned'), payload: JSON.stringify(search({ message: 'x'.repeat(tooManyBytes) })) }),
  ],
  ['a retained message', 'door.retained', () => ({ topic: up('searched'), payload: JSON.stringify(search()), retain: true })],
];

test.each(doors)(
  'given %s, the connection is closed as %s without an acknowledgement, and the good ones around it are stored (I3)',
  async (_name, code, packet) => {
    const before = await reason(code);

    const became = await amongGood((connection) => connection.publish(packet()));

    expect(became).toBe('closed');
    await expect.poll(() => reason(code), patiently).toBe(before + 1);
  },
);

test('given a subscription to what another client is told, the connection is closed (I9)', async () => {
  const before = await reason('door.subscription');

  const became = await amongGood((connection) => connection.subscribe(`talklens/v1/${other.workspace}/${other.client}/down/#`));

  expect(became).toBe('closed');
  await expect.poll(() => reason('door.subscription'), patiently).toBe(before + 1);
});

const refusals: readonly (readonly [string, FailureCode, () => Promise<RawConnection>])[] = [
  ['a wrong secret', 'door.credential', () => connectRaw(shop.server().mqttPort, { ...client, secret: 'guessed' })],
  ['another client’s id', 'door.clientId', () => connected({ clientId: `${other.workspace}/${other.client}` })],
  ['a will to another client’s topic', 'door.will', () => connected({ will: { topic: up('searched', other) } })],
  ['a retained will', 'door.will', () => connected({ will: { topic: up('searched'), retain: true } })],
];

test.each(refusals)('given %s, CONNECT is refused as %s (I3, I9)', async (_name, code, connecting) => {
  const before = await reason(code);

  const { returnCode, close } = await connecting();
  close();

  expect(returnCode).not.toBe(0);
  await expect.poll(() => reason(code), patiently).toBe(before + 1);
});

test('given the same id and body again, it is acknowledged and counted once, and its one answer comes again with the same id', async () => {
  const body = search();
  const { eventId, ...rest } = body;
  const inOtherOrder = { ...rest, eventId: eventId.toUpperCase() };
  const before = await searches();
  const connection = await connected();
  const forEvent = async () => (await down.all()).filter((message) => 'eventId' in message && message.eventId === eventId);

  const firstAnswer = await said(connection, body);
  await expect.poll(forEvent, patiently).toHaveLength(1);
  await down.all(); // acknowledges it: one that still waits is not queued a second time
  const secondAnswer = await said(connection, inOtherOrder);
  connection.close();

  expect([firstAnswer, secondAnswer]).toEqual(['acknowledged', 'acknowledged']);
  await expect.poll(forEvent, patiently).toHaveLength(2);
  const [first, second] = await forEvent();
  expect(second).toEqual(first);
  expect(await searches()).toBe(before + 1);
});

test('given the same id with another body or from another client, the first stands and the second is put aside as event.idReused', async () => {
  const body = search();
  const before = await searches();
  const connection = await connected();
  await said(connection, body);
  await expect.poll(searches, patiently).toBe(before + 1); // the fold trails: whatever a reuse added would come on top of this
  const otherBody = Buffer.from(JSON.stringify({ ...body, chatId: '2' }));

  const answer = await connection.publish({ topic: up('searched'), payload: otherBody });
  const stranger = await connectRaw(shop.server().mqttPort, other);
  const strangersAnswer = await stranger.publish({ topic: up('searched', other), payload: JSON.stringify(body) });
  connection.close();
  stranger.close();

  keptBytes.push(otherBody);
  expect([answer, strangersAnswer]).toEqual(['acknowledged', 'acknowledged']);
  await expect
    .poll(async () => (await down.all()).filter((message) => message.kind === 'rejected' && message.eventId === body.eventId), patiently)
    .toMatchObject([{ code: 'event.idReused' }]);
  const othersDown = httpDown(shop.server().httpUrl, other);
  await expect.poll(() => othersDown.all(), patiently).toMatchObject([{ kind: 'rejected', eventId: body.eventId, code: 'event.idReused' }]);
  expect(await searches()).toBe(before + 1);
});

test('given a batch over HTTP with a bad event in it, the good ones around it are stored, and each is told what became of it', async () => {
  const good = { kind: 'searched', ...search() };
  const batch = [good, { kind: 'searched', ...search({ userId: null }) }, { kind: 'searched', ...search() }, good];
  const before = await searches();
  const authorization = `Basic ${Buffer.from(`${other.workspace}/${other.client}:${other.secret}`).toString('base64')}`;

  const answer = await fetch(`${shop.server().httpUrl}/v1/events`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify(batch),
  });

  const [stored, quarantined] = [{ status: 'stored' }, { status: 'quarantined', code: 'event.schema' }];
  expect(EventReceipt.parse(await answer.json()).items).toEqual([stored, quarantined, stored, { status: 'duplicate' }]);
  await expect.poll(searches, patiently).toBe(before + 2);
});

test('given a future and an ancient occurredAt, both are counted at a clamped time and flagged; what is in quarantine is there byte for byte (I12)', async () => {
  const [future, ancient, good] = [
    search({ occurredAt: Date.now() + 10 * dayMs }),
    search({ occurredAt: Date.now() - 40 * dayMs }),
    search(),
  ];
  const connection = await connected();
  for (const body of [future, ancient, good]) expect(await said(connection, body)).toBe('acknowledged');
  connection.close();
  await expect
    .poll(() => answeredIds('accepted'), patiently)
    .toEqual(expect.arrayContaining([future.eventId, ancient.eventId, good.eventId]));

  const seen: Record<string, unknown> = {};
  await shop.restart(() =>
    withStore(shop.dataDir, async ({ log }) => {
      for (const [name, { eventId }] of Object.entries({ future, ancient, good })) seen[name] = await log.fact(client.workspace, eventId);
      seen.quarantine = await log.quarantined(client.workspace, 1_000);
    }),
  );

  const {
    future: late,
    ancient: early,
    good: plain,
    quarantine,
  } = seen as Record<string, { at: number; receivedAt: number; clamped: boolean }>;
  expect(late).toMatchObject({ at: late?.receivedAt, clamped: true, body: { occurredAt: future.occurredAt } });
  expect(early).toMatchObject({ at: (early?.receivedAt ?? 0) - 30 * dayMs, clamped: true, body: { occurredAt: ancient.occurredAt } });
  expect(plain).toMatchObject({ at: good.occurredAt, clamped: false });
  const rows = (quarantine as unknown as readonly { client: string; bytes: Uint8Array }[]).filter((row) => row.client === client.client);
  expect(rows.map(({ bytes }) => Buffer.from(bytes).toString('hex')).sort()).toEqual(
    keptBytes.map((bytes) => Buffer.from(bytes).toString('hex')).sort(),
  );
});

async function withStore(dataDir: string, work: (store: Store) => Promise<void>): Promise<void> {
  const opened = await openSqliteStore({ path: join(dataDir, 'talklens.db'), now: Date.now, randomUuid: randomUUID, randomBytes });
  if (!opened.ok) throw new Error(opened.code);
  try {
    await work(opened.value);
  } finally {
    await opened.value.close();
  }
}
