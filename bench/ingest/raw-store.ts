import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { z } from '../../contract/zod.ts';
import { Documents } from '../../sync-server/facts/documents.ts';
import { fold, needsOf } from '../../sync-server/facts/fold.ts';
import { linkFacts } from '../../sync-server/facts/write-facts.ts';
import { parsePacket } from '../../sync-server/ingest/parse-packet.ts';
import type { EventFact } from '../../sync-server/store/port/fact.ts';
import type { FeedTransaction } from '../../sync-server/store/port/feed.ts';
import type { Store } from '../../sync-server/store/port/store.ts';
import { openSqliteStore } from '../../sync-server/store/sqlite/open-sqlite-store.ts';
import { firstLine } from './child.ts';
import { samples } from './workload.ts';

export const workspace = 'shop';
const publishers = 10;
const eventsAtOnce = 50_000;

/** The argument by which the benchmark runs as the raw store. */
export const rawStoreArgument = 'raw-store';

const Filled = z.strictObject({
  events: z.int(),
  ms: z.number(),
  /** Transactions since the store was opened. */
  commits: z.int(),
});
export type Filled = z.infer<typeof Filled>;

const Fill = z.strictObject({
  folder: z.string(),
  /** The number of the first event: how many the store has. */
  first: z.int().default(0),
  /** Before the clock runs. */
  warmUp: z.int().default(0),
  events: z.int(),
  /** It stops after so long. */
  seconds: z.number().default(Number.MAX_SAFE_INTEGER),
  /** Events of a transaction. */
  batch: z.int().default(500),
});

/** Fills a store in a process of its own, `before` it on the command line (strace). It stays alive until it is killed or its input ends. */
export async function fillRawStore(program: string, fill: z.input<typeof Fill>, before: readonly string[] = []) {
  const own = [process.execPath, '--enable-source-maps', program, rawStoreArgument, JSON.stringify(fill)];
  const [command, ...args] = [...before, ...own];
  const child = spawn(command as string, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  return { child, filled: Filled.parse(JSON.parse(await firstLine(child))) };
}

/**
 * The other side: our store with nothing around it. Facts that were parsed beforehand are appended in batches, and each batch is
 * folded and written in the transaction after: the same two tables that the rivals write, no decision and no answer.
 */
export async function runRawStore([order]: readonly string[]): Promise<void> {
  const { folder, first, warmUp, events, seconds, batch } = Fill.parse(JSON.parse(order ?? ''));
  const store = await openStore(folder);
  await store.credentials.ensureWorkspace(workspace);
  const hmacKey = await store.credentials.hmacKey(workspace);
  const filled = { events: 0, ms: 0, commits: await fillIn(store, factsOf(first, warmUp, hmacKey), batch) };

  while (filled.events < events && filled.ms < seconds * 1_000) {
    const facts = factsOf(first + warmUp + filled.events, Math.min(eventsAtOnce, events - filled.events), hmacKey);
    const startedAt = performance.now();
    filled.commits += await fillIn(store, facts, batch);
    filled.ms += performance.now() - startedAt;
    filled.events += facts.length;
  }
  process.stdout.write(`${JSON.stringify(filled)}\n`);
  process.stdin.resume().on('end', () => void store.close().then(() => process.exit()));
}

async function openStore(folder: string): Promise<Store> {
  const opened = await openSqliteStore({ path: join(folder, 'talklens.db'), now: Date.now, randomUuid: randomUUID, randomBytes });
  if (!opened.ok) throw new Error(opened.code);
  return opened.value;
}

function factsOf(first: number, count: number, hmacKey: Uint8Array): EventFact[] {
  return samples(first, count, publishers).map(({ publisher, kind, body }) => {
    const packet = { client: `bench-${publisher}`, topic: '', kind, bytes: body, receivedAt: Date.now() };
    const parsed = parsePacket(packet, hmacKey);
    if (parsed.is !== 'event') throw new Error('the workload holds what is no event');
    return parsed.fact;
  });
}

/** Returns how many transactions it took. */
async function fillIn({ log, feed }: Store, facts: readonly EventFact[], batch: number): Promise<number> {
  let commits = 0;
  for (let at = 0; at < facts.length; at += batch) {
    await log.appendEvents(workspace, facts.slice(at, at + batch));
    await feed.transaction(workspace, (tx) => foldOnly(tx, batch));
    commits += 2;
  }
  return commits;
}

async function foldOnly(feed: FeedTransaction, batch: number): Promise<void> {
  const events = await feed.unfolded(batch);
  const documents = new Documents(feed);
  await documents.load(needsOf(events));
  for (const event of events) fold(documents, event);
  await feed.write(documents.take());
  await linkFacts(feed, events);
  await feed.moveCursor(events.at(-1)?.position ?? 0);
}
