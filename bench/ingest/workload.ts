import { randomUUID } from 'node:crypto';
import type { UpKind } from '../../contract/up-event.ts';

/** One event on its way: the topic's last level and the body, which has no `kind`. */
export type Sample = Readonly<{ publisher: number; kind: UpKind; body: Buffer }>;

/** 5,000 users of 4 products each: a batch of 500 hits about 490 leads, which is the worst case for grouping. */
const users = 5_000;
const productsOfUser = 4;
const products = 200;
/** Knuth's multiplicative hash: spreads consecutive numbers evenly. */
const spread = 2_654_435_761;

const bodyBytes = 230;
/** Ids are as long as those that messengers give. */
const idLength = 36;

/** Ten events of a conversation; the last one asks for something, once in a hundred the impossible. */
const kinds: readonly UpKind[] = [
  'searched',
  'searched',
  'questioned',
  'searched',
  'searched',
  'searched',
  'questioned',
  'searched',
  'searched',
  'requested',
];
const refusedOneIn = 100;

/** `count` events of 230 bytes from the `first` on, shared by `publishers`: a user stays with one. The ids are new each time. */
export function samples(first: number, count: number, publishers: number): Sample[] {
  return Array.from({ length: count }, (_, index) => sample(first + index, publishers));
}

function sample(number: number, publishers: number): Sample {
  const lead = ((number * spread) >>> 0) % (users * productsOfUser);
  const user = lead % users;
  const kind = kinds[number % kinds.length] as UpKind;
  const names = { eventId: randomUUID(), occurredAt: Date.now(), chatId: `chat-${user}`, userId: longId('user', user) };
  const body = { ...names, productId: longId('product', (user * productsOfUser + Math.floor(lead / users)) % products) };
  return {
    publisher: user % publishers,
    kind,
    body: Buffer.from(JSON.stringify(kind === 'searched' ? padded(body) : said(body, kind, number))),
  };
}

const longId = (what: string, number: number) => `${what}-${number}-`.padEnd(idLength, '0');
const roomIn = (body: object, emptyText: object) => bodyBytes - JSON.stringify({ ...body, ...emptyText }).length;

/** A search has no text; its chat has a long name instead. */
function padded<B extends { chatId: string }>(body: B): B {
  return { ...body, chatId: body.chatId.padEnd(body.chatId.length + roomIn(body, {}), '.') };
}

function said(body: object, kind: UpKind, number: number): object {
  if (kind === 'requested' && Math.floor(number / kinds.length) % refusedOneIn === 0) return { ...body, message: '불가능' };
  return { ...body, message: 'q'.repeat(roomIn(body, { message: '' })) };
}
