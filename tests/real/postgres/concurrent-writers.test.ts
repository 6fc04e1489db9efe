import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aSearch } from '../../../contract/testing/build-event.ts';
import type { Store } from '../../../sync-server/store/port/store.ts';
import { factOf } from '../../../sync-server/store/testing/build-fact.ts';
import { type Cluster, missingPostgres, startCluster } from '../../postgres/cluster.ts';
import { freshDatabase, openStore } from './open-store.ts';

const WRITERS = 8;
/** `TALKLENS_TEST_ROWS=100000` for the long run. */
const ROWS = Number(process.env.TALKLENS_TEST_ROWS ?? 20_000);
const BATCH = 50;
const PAGE = 500;
/** How long a writer of the naive table may hold its numbers before it commits. */
const LONGEST_WORK_MS = 12;

describe.skipIf(missingPostgres())('eight writers and a polling reader', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster.dispose());

  test(`given ${ROWS} rows, the fold sees each once and in one order; a cursor over a sequence skips some (I2, I4)`, async () => {
    const url = await freshDatabase(cluster);
    const stores = await Promise.all(Array.from({ length: WRITERS }, () => openStore(url)));
    await stores[0]?.credentials.ensureWorkspace('shop');
    const naive = await naiveTable(url);
    const done = { writing: true };
    const sent: string[] = [];

    const writing = Promise.all(stores.map((store) => writeShare(store, naive.write, sent)));
    const folding = foldAll(stores[0] as Store, done);
    const reading = naive.readAll(done);
    await writing;
    done.writing = false;
    const [folded, naively] = await Promise.all([folding, reading]);

    expect(sent).toHaveLength(ROWS);
    expect(folded.map(({ position }) => position)).toEqual(sent.map((_, index) => index + 1)); // dense: none skipped, none doubled
    expect(new Set(folded.map(({ factId }) => factId))).toEqual(new Set(sent));
    expect((await naive.count()) - naively.size).toBeGreaterThan(0);
    await Promise.all(stores.map((store) => store.close()));
    await naive.close();
  });

  test('given a transaction that stays open, an event acknowledged meanwhile is folded at once, and its own later (I8)', async () => {
    const url = await freshDatabase(cluster);
    const store = await openStore(url);
    await store.credentials.ensureWorkspace('shop');
    const [before, meanwhile] = [factOf(aSearch()), factOf(aSearch())];
    await store.log.appendEvents('shop', [before]);
    const other = await openAppend(url);
    await store.log.appendEvents('shop', [meanwhile]);

    const folded = await unfolded(store);
    const head = await store.log.head('shop');
    await other.commit();

    expect(folded).toEqual([before.factId, meanwhile.factId]);
    expect(head).toBe(2);
    expect(await store.log.head('shop')).toBe(3);
    await store.close();
  });
});

/** A writer that has its transaction number, and its row, before others and commits after them. */
async function openAppend(url: string): Promise<Readonly<{ commit(): Promise<void> }>> {
  const sql = postgres(url, { max: 1 });
  await sql`BEGIN`;
  await sql`INSERT INTO fact (workspace, ord, fact_id, kind, at, received_at, clamped, author, digest, body, marks, checksum)
    SELECT workspace, ord, ${randomUUID()}, kind, at, received_at, clamped, author, digest, body, marks, checksum FROM fact`;
  return {
    commit: async () => {
      await sql`COMMIT`;
      await sql.end();
    },
  };
}

const unfolded = (store: Store) => store.feed.transaction('shop', async (tx) => (await tx.unfolded(PAGE)).map(({ factId }) => factId));

async function writeShare(store: Store, alsoNaively: (count: number) => Promise<void>, sent: string[]): Promise<void> {
  for (let left = ROWS / WRITERS; left > 0; left -= BATCH) {
    const facts = Array.from({ length: Math.min(BATCH, left) }, () => factOf(aSearch({ eventId: randomUUID() })));
    await Promise.all([store.log.appendEvents('shop', facts), alsoNaively(facts.length)]);
    sent.push(...facts.map(({ factId }) => factId));
  }
}

/** Folds as the projector does, until a look after the last write finds nothing. */
async function foldAll(store: Store, done: Readonly<{ writing: boolean }>) {
  const folded: Readonly<{ position: number; factId: string }>[] = [];
  for (;;) {
    const last = !done.writing;
    const found = await store.feed.transaction('shop', async (tx) => {
      const facts = await tx.unfolded(PAGE);
      const end = facts.at(-1);
      if (end) await tx.moveCursor(end.position);
      return facts;
    });
    folded.push(...found);
    if (last && found.length === 0) return folded;
    if (found.length === 0) await pause(2);
  }
}

/** What a reader by `seq > checkpoint` would see of the same writers: numbers are given in one order and committed in another. */
async function naiveTable(url: string) {
  const sql = postgres(url, { max: WRITERS + 2, onnotice: () => undefined });
  await sql`CREATE TABLE naive (seq bigserial PRIMARY KEY)`;
  return {
    write: async (count: number) => {
      await sql.begin(async (tx) => {
        await tx`INSERT INTO naive SELECT nextval('naive_seq_seq') FROM generate_series(1, ${count})`;
        await pause(randomInt(LONGEST_WORK_MS));
      });
    },
    readAll: async (done: Readonly<{ writing: boolean }>) => {
      const seen = new Set<string>();
      for (let checkpoint = '0'; ; ) {
        const last = !done.writing;
        const rows = await sql<{ seq: string }[]>`SELECT seq FROM naive WHERE seq > ${checkpoint} ORDER BY seq LIMIT ${PAGE}`;
        for (const { seq } of rows) seen.add(seq);
        checkpoint = rows.at(-1)?.seq ?? checkpoint;
        if (last && rows.length === 0) return seen;
        if (rows.length === 0) await pause(2);
      }
    },
    count: async () => Number((await sql`SELECT count(*) AS count FROM naive`)[0]?.count),
    close: () => sql.end(),
  };
}
