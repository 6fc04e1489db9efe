import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { collections } from '../../contract/collection.ts';
import type { Act, Command, Outcome } from '../../contract/command.ts';
import type { DownMessage } from '../../contract/down-message.ts';
import { aCommand } from '../../contract/testing/build-command.ts';
import { someTime } from '../../contract/testing/build-event.ts';
import type { UpEvent } from '../../contract/up-event.ts';
import { decide } from '../../domain/request-decision/decide.ts';
import { createCommands } from '../command/apply-commands.ts';
import { createIngest } from '../ingest/ingest.ts';
import { eventsPerBatch, foldBatch } from '../projection/fold-batch.ts';
import type { FeedTransaction } from '../store/port/feed.ts';
import type { Store } from '../store/port/store.ts';
import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts';
import { createWakeUps, type WakeUps } from '../wake-ups/wake-ups.ts';

export const workspace = 'shop';
export const silent = pino({ level: 'silent' });

/** The server's road of one workspace over a real store in a folder of its own, a step at a time. */
export type Shop = Readonly<{
  store: Store;
  wakeUps: WakeUps;
  folder: string;
  /** The server's clock; tests move it. */
  clock: { now: number };
  /** A chat client publishes; what it says is in the log and not folded yet. */
  publish(client: string, ...events: readonly UpEvent[]): Promise<void>;
  /** Folds everything that is not folded yet, at most `limit` events a transaction. */
  drain(limit?: number): Promise<void>;
  apply(...commands: readonly Command[]): Promise<Outcome[]>;
  /** By the owner, or by a colleague. */
  act(act: Act, change?: Partial<Command>, by?: string): Promise<Outcome>;
  close(): Promise<void>;
}>;

/** One hour after the events of `contract/testing`, so that none of them is clamped down. */
const openingTime = someTime + 4 * 86_400_000;

export async function openShop(folder = mkdtempSync(join(tmpdir(), 'talklens-shop-'))): Promise<Shop> {
  const clock = { now: openingTime };
  const options = { path: join(folder, 'talklens.db'), now: () => clock.now, randomUuid: randomUUID };
  const opened = await openSqliteStore({ ...options, randomBytes: (size) => randomBytes(size) });
  if (!opened.ok) throw new Error(opened.code);
  const store = opened.value;
  await store.credentials.ensureWorkspace(workspace);
  const wakeUps = createWakeUps();
  const commands = createCommands({ store, wakeUps, now: () => clock.now });
  const hmacKey = await store.credentials.hmacKey(workspace);
  const ingest = createIngest({
    store,
    committed: (name) => wakeUps.logCommitted$.next(name),
    answered: (name) => wakeUps.outboxAdded$.next(name),
    count: () => undefined,
  });
  const shop: Shop = {
    store,
    wakeUps,
    folder,
    clock,
    async publish(client, ...events) {
      await Promise.all(
        events.map(({ kind, ...body }) => {
          const bytes = new TextEncoder().encode(JSON.stringify(body));
          const packet = { client, topic: `up/${kind}`, kind, bytes, receivedAt: clock.now };
          return new Promise((done, failed) => ingest.packet(workspace, packet, { done, failed }));
        }),
      );
    },
    async drain(limit = eventsPerBatch) {
      for (let folded = 1; folded > 0; ) {
        const batch = (feed: FeedTransaction) => foldBatch(feed, { decide, now: clock.now, hmacKey, limit });
        folded = (await store.feed.transaction(workspace, batch)).folded;
      }
    },
    apply: (...list) => commands.apply(workspace, 'owner', list),
    act: async (act, change, by = 'owner') => (await commands.apply(workspace, by, [aCommand(act, change)]))[0] as Outcome,
    async close() {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return shop;
}

/** Every replicated document with its place in the feed, as bytes. */
export async function feedOf({ store }: Shop): Promise<Record<string, string>> {
  const feed: Record<string, string> = {};
  for (const collection of collections) {
    const page = await store.feed.pull(workspace, collection, undefined, 100_000);
    if (page !== 'resync') feed[collection] = JSON.stringify(page);
  }
  return feed;
}

/** Derived documents that no desk sees. */
export async function internalsOf({ store }: Shop) {
  const kept = [
    'request',
    'lastClient',
    'openItem',
    'openDispatch',
    'messageParts',
    'sentMessage',
    'sentTo',
    'sentIn',
    'noticesOf',
    'resentBy',
    'numberUsers',
    'numberOptOut',
    'batch',
    'fieldAuthors',
    'lesson',
  ] as const;
  return Promise.all(kept.map((collection) => store.feed.documentsFrom(workspace, collection, '', '', 100_000)));
}

/** What waits to go down to a client, in order. */
export async function waitingFor({ store }: Shop, client: string): Promise<DownMessage[]> {
  const rows = await store.outbox.waiting(workspace, client, 0, 100_000);
  return rows.flatMap(({ messages }) => messages);
}
