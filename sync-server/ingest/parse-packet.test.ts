import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UpEvent } from '../../contract/up-event.ts';
import { hash } from '../../domain/identity/hash.ts';
import { type Packet, type ParsedPacket, parseItem, parsePacket } from './parse-packet.ts';

const hmacKey = new Uint8Array(32).fill(7);
const receivedAt = Date.UTC(2026, 10, 22, 3);
const dayMs = 86_400_000;
const eventId = '0b6f1c4e-6d0d-4c2e-9d0a-2f6f0a3c9b11';
const search = { eventId, occurredAt: receivedAt - 1_000, chatId: 'c1', userId: 'u1', productId: 'p1' };

const packetOf = (body: unknown, over: Partial<Packet> = {}): Packet => ({
  client: 'chatbot',
  topic: 'talklens/v1/shop/chatbot/up/searched',
  kind: 'searched',
  bytes: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  receivedAt,
  ...over,
});
const parse = (body: unknown, over: Partial<Packet> = {}) => parsePacket(packetOf(body, over), hmacKey);

function factOf(parsed: ParsedPacket) {
  if (parsed.is !== 'event') throw new Error(`quarantined: ${parsed.packet.code}`);
  return parsed.fact;
}

const codeOf = (parsed: ParsedPacket) => (parsed.is === 'quarantined' ? parsed.packet.code : 'an event');

test('given a search, it becomes a fact with the id in lower case and the time of the topic', () => {
  const fact = factOf(parse({ ...search, eventId: eventId.toUpperCase() }));

  expect(fact).toMatchObject({ factId: eventId, by: 'chatbot', at: search.occurredAt, clamped: false, personal: [] });
  expect(fact.body).toMatchObject({ kind: 'searched', userId: 'u1', productId: 'p1' });
});

test('given what a person said, it stands apart from the row of the log', () => {
  const questioned = factOf(parse({ ...search, message: '방수 되나요?' }, { kind: 'questioned' }));
  const identified = factOf(
    parse({ eventId, occurredAt: 1, userId: 'u1', name: '김지우', phone: '010-1234-5678', kakaoUuid: 'k1' }, { kind: 'identified' }),
  );

  expect(questioned.personal).toEqual([{ person: 'u1', part: { message: '방수 되나요?' } }]);
  expect(JSON.stringify(questioned.body)).not.toContain('방수');
  expect(identified.personal).toEqual([{ person: 'u1', part: { name: '김지우', phone: '010-1234-5678', kakaoUuid: 'k1' } }]);
  expect(JSON.stringify(identified.body)).not.toMatch(/김지우|1234|k1/);
});

test("given a product, its name is the shop's and stays", () => {
  const product = {
    productId: 'p1',
    name: '텐트',
    priceKrw: 1,
    imageUrl: 'https://a.kr/1',
    url: 'https://a.kr',
    inStock: true,
    category: '캠핑',
  };

  const fact = factOf(parse({ eventId, occurredAt: 1, ...product }, { kind: 'product' }));

  expect(fact.body).toMatchObject(product);
  expect(fact.personal).toEqual([]);
});

test.each([
  ['from the future', receivedAt + dayMs, receivedAt],
  ['a year old', receivedAt - 365 * dayMs, receivedAt - 30 * dayMs],
])('given an event %s, it is taken, clamped and flagged (I12)', (_when, occurredAt, at) => {
  const fact = factOf(parse({ ...search, occurredAt }));

  expect(fact).toMatchObject({ at, clamped: true });
  expect(fact.body.occurredAt).toBe(occurredAt);
});

test('given the same body in another order of keys, the digest is the same; another client or kind, it is not', () => {
  const digest = factOf(parse(search)).digest;

  expect(factOf(parse(Object.fromEntries(Object.entries(search).reverse()))).digest).toBe(digest);
  expect(factOf(parse(search, { client: 'other' })).digest).not.toBe(digest);
  expect(factOf(parse({ ...search, message: 'a' }, { kind: 'questioned' })).digest).not.toBe(
    factOf(parse({ ...search, message: 'a' }, { kind: 'requested' })).digest,
  );
});

test.each([
  ['not JSON', 'searched!', 'event.notJson'],
  ['nothing', '', 'event.notJson'],
  ['an array', [search], 'event.schema'],
  ['null', 'null', 'event.schema'],
  ['a field too many', { ...search, extra: 1 }, 'event.schema'],
  ['a field too few', { ...search, chatId: undefined }, 'event.schema'],
  ['a number for a string', { ...search, userId: 39 }, 'event.schema'],
  ['a time that is no integer', { ...search, occurredAt: 1.5 }, 'event.schema'],
  ['a time beyond all numbers', JSON.stringify(search).replace(/"occurredAt":\d+/, '"occurredAt":1e999'), 'event.schema'],
  ['a kind in the body', { ...search, kind: 'searched' }, 'event.schema'],
  ['a __proto__ key', JSON.stringify(search).replace('{', '{"__proto__":{"polluted":1},'), 'event.schema'],
  ['a constructor key', { ...search, constructor: { prototype: { polluted: 1 } } }, 'event.schema'],
  ['a nested __proto__ key', JSON.stringify(search).replace('"c1"', '{"__proto__":{"polluted":1}}'), 'event.schema'],
  ['10,000 arrays in one another', `${'['.repeat(10_000)}${']'.repeat(10_000)}`, 'event.tooDeep'],
  ['33 objects in one another', `${'{"a":'.repeat(33)}1${'}'.repeat(33)}`, 'event.tooDeep'],
])('given a body that is %s, it is kept aside with its reason and nothing is polluted (I3)', (_what, body, code) => {
  expect(codeOf(parse(body))).toBe(code);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

test('given bytes that are no UTF-8, they are kept as they came', () => {
  const bytes = Buffer.concat([Buffer.from('{"userId":"'), Uint8Array.of(0xff, 0xfe), Buffer.from('"}')]);

  const parsed = parsePacket(packetOf('', { bytes }), hmacKey);

  expect(parsed).toMatchObject({ is: 'quarantined', packet: { code: 'event.notUtf8', bytes } });
});

test('given an unknown kind of an event that could be read, the refusal names the event', () => {
  const parsed = parse(search, { kind: null });

  expect(parsed).toMatchObject({ packet: { code: 'event.unknownKind', answer: { kind: 'rejected', eventId } } });
});

test("given any bad packet, its id is of its client and its bytes, so that a redelivery is one row with one refusal's id", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 50 }), (bytes) => {
      const parsed = parsePacket(packetOf('', { bytes }), hmacKey);
      const again = parsePacket(packetOf('', { bytes, receivedAt: receivedAt + 1 }), hmacKey);
      const id = hash('chatbot', createHash('sha256').update(bytes).digest('hex'));
      expect(parsed).toMatchObject({ is: 'quarantined', packet: { id, answer: { id } } });
      expect(again).toMatchObject({ packet: { id } });
    }),
  );
});

test('given any bytes at all, parsing neither throws nor makes an event that its schema refuses', () => {
  const anything = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc.json().map((text) => Buffer.from(text)),
  );

  fc.assert(
    fc.property(anything, (bytes) => {
      const parsed = parseItem({ client: 'chatbot', topic: '/v1/events', bytes, receivedAt }, hmacKey);
      if (parsed.is === 'event') expect(UpEvent.safeParse(JSON.parse(Buffer.from(bytes).toString())).success).toBe(true);
    }),
  );
});

test('given an item over HTTP, its kind is in the body, and it is the same fact as over MQTT', () => {
  const item = { client: 'chatbot', topic: '/v1/events', bytes: Buffer.from(JSON.stringify({ ...search, kind: 'searched' })), receivedAt };

  expect(factOf(parseItem(item, hmacKey))).toEqual(factOf(parse(search)));
  expect(codeOf(parseItem({ ...item, bytes: Buffer.from(JSON.stringify(search)) }, hmacKey))).toBe('event.unknownKind');
});
