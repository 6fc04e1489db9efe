import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { UpKind } from '../../contract/up-event.ts';
import { decide } from '../../domain/request-decision/decide.ts';
import { parsePacket } from '../../sync-server/ingest/parse-packet.ts';
import { foldBatch } from '../../sync-server/projection/fold-batch.ts';
import type { EventFact } from '../../sync-server/store/port/fact.ts';
import { openSqliteStore } from '../../sync-server/store/sqlite/open-sqlite-store.ts';

const workspace = 'shop';
const batchSize = 1_000;
const productsOfUser = 4;
const products = 200;
/** Days that the events are spread over: each is a line of a lead's `days`. */
const days = 20;
const dayMs = 86_400_000;
/** Knuth's multiplicative hash: spreads consecutive numbers evenly. */
const spread = 2_654_435_761;
/** One request in ten, as in a conversation. */
const kinds: readonly UpKind[] = ['searched', 'searched', 'questioned', 'searched', 'searched', 'requested', 'searched', 'questioned'];

/** Fills a fresh store with `events` chat events on `leads` leads, folded and decided as the server does it. */
export async function fillLog(folder: string, events: number, leads: number): Promise<void> {
  const opened = await openSqliteStore({ path: join(folder, 'talklens.db'), now: Date.now, randomUuid: randomUUID, randomBytes });
  if (!opened.ok) throw new Error(opened.code);
  const { credentials, log, feed, close } = opened.value;
  await credentials.ensureWorkspace(workspace);
  const hmacKey = await credentials.hmacKey(workspace);
  const now = Date.now();
  for (let first = 0; first < events; first += batchSize) {
    const facts = Array.from({ length: Math.min(batchSize, events - first) }, (_, index) => factOf(first + index, leads, now, hmacKey));
    await log.appendEvents(workspace, facts);
    await feed.transaction(workspace, (transaction) => foldBatch(transaction, { decide, now, hmacKey, limit: batchSize }));
  }
  await close();
}

function factOf(number: number, leads: number, receivedAt: number, hmacKey: Uint8Array): EventFact {
  const kind = kinds[number % kinds.length] as UpKind;
  const lead = ((number * spread) >>> 0) % leads;
  const user = Math.floor(lead / productsOfUser);
  const product = (user + (lead % productsOfUser)) % products;
  const occurredAt = receivedAt - ((number * spread) % days) * dayMs;
  const body = { eventId: randomUUID(), occurredAt, chatId: `chat-${user}`, userId: `user-${user}`, productId: `product-${product}` };
  const said = kind === 'searched' ? body : { ...body, message: `이 상품은 언제 다시 들어오나요? ${number}` };
  const bytes = Buffer.from(JSON.stringify(said));
  const parsed = parsePacket({ client: `bench-${user % 10}`, topic: '', kind, bytes, receivedAt }, hmacKey);
  if (parsed.is !== 'event') throw new Error('the workload holds what is no event');
  return parsed.fact;
}
