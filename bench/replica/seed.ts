import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { UpKind } from '../../contract/up-event.ts';
import { decide } from '../../domain/request-decision/decide.ts';
import { parsePacket } from '../../sync-server/ingest/parse-packet.ts';
import { foldBatch } from '../../sync-server/projection/fold-batch.ts';
import type { EventFact } from '../../sync-server/store/port/fact.ts';
import type { Store } from '../../sync-server/store/port/store.ts';
import { openSqliteStore } from '../../sync-server/store/sqlite/open-sqlite-store.ts';
import { workspace } from '../ingest/raw-store.ts';

const batchSize = 2_000;
const productsOfUser = 4;
export const products = 200;
/** Days that the conversations are spread over. */
const days = 20;
const dayMs = 86_400_000;
const hourMs = 3_600_000;
/** One lead in so many has asked for something. */
const requestOneIn = 20;

/** Who a lead is, by its number. */
export function leadNames(number: number): Readonly<{ userId: string; productId: string; product: string }> {
  const user = Math.floor(number / productsOfUser);
  const product = (user * 7 + (number % productsOfUser)) % products;
  return { userId: `user-${user}`, productId: `product-${product}`, product: productName(product) };
}

const productName = (product: number) => `겨울 상품 ${product}`;

/** Fills a store that nobody has open with a catalogue and `leads` conversations, folded and decided as the server does it. */
export async function seedLeads(folder: string, leads: number): Promise<void> {
  await inStore(folder, async (say) => {
    await say(Array.from({ length: products }, (_, product) => catalogueEntry(product)));
    const talk = (kindOf: (lead: number) => UpKind) => Array.from({ length: leads }, (_, lead) => chat(lead, kindOf(lead), agoMs(lead)));
    await say(talk((lead) => (lead % 3 === 0 ? 'questioned' : 'searched')));
    await say(talk((lead) => (lead % requestOneIn === 0 ? 'requested' : lead % 2 === 0 ? 'questioned' : 'searched')));
  });
}

/** One more search on each of the first `count` leads, just now. */
export async function seedChanges(folder: string, count: number): Promise<void> {
  await inStore(folder, (say) => say(Array.from({ length: count }, (_, lead) => chat(lead, 'searched', 0))));
}

export type Said = Readonly<{ kind: UpKind; body: object }>;

const agoMs = (lead: number) => hourMs + (lead % days) * dayMs;

export const catalogueEntry = (product: number): Said => ({
  kind: 'product',
  body: {
    ...stamped(days * dayMs),
    ...{ productId: `product-${product}`, name: productName(product), priceKrw: 10_000 + product * 100 },
    ...{ imageUrl: 'https://shop.example/p.jpg', url: 'https://shop.example/p', inStock: true, category: `분류 ${product % 10}` },
  },
});

export function chat(lead: number, kind: UpKind, ago: number): Said {
  const { userId, productId } = leadNames(lead);
  const said = { ...stamped(ago), chatId: `chat-${userId}`, userId, productId };
  if (kind === 'searched') return { kind, body: said };
  return {
    kind,
    body: { ...said, message: kind === 'requested' ? '선물 포장해 주실 수 있나요?' : `이 상품은 언제 다시 들어오나요? ${lead}` },
  };
}

export const stamped = (ago: number) => ({ eventId: randomUUID(), occurredAt: Date.now() - ago });

/** Stores and folds what is said, as the server does, in a store that nobody has open. */
export async function inStore(folder: string, work: (say: (all: readonly Said[]) => Promise<void>) => Promise<void>): Promise<void> {
  const opened = await openSqliteStore({ path: join(folder, 'talklens.db'), now: Date.now, randomUuid: randomUUID, randomBytes });
  if (!opened.ok) throw new Error(opened.code);
  const store = opened.value;
  await store.credentials.ensureWorkspace(workspace);
  const hmacKey = await store.credentials.hmacKey(workspace);
  await work((all) => sayAll(store, hmacKey, all));
  await store.close();
}

async function sayAll({ log, feed }: Store, hmacKey: Uint8Array, all: readonly Said[]): Promise<void> {
  for (let at = 0; at < all.length; at += batchSize) {
    const facts = all.slice(at, at + batchSize).map((said) => factOf(said, hmacKey));
    await log.appendEvents(workspace, facts);
    await feed.transaction(workspace, (transaction) => foldBatch(transaction, { decide, now: Date.now(), hmacKey, limit: batchSize }));
  }
}

function factOf({ kind, body }: Said, hmacKey: Uint8Array): EventFact {
  const bytes = Buffer.from(JSON.stringify(body));
  const parsed = parsePacket({ client: 'chatbot', topic: '', kind, bytes, receivedAt: Date.now() }, hmacKey);
  if (parsed.is !== 'event') throw new Error('the workload holds what is no event');
  return parsed.fact;
}
