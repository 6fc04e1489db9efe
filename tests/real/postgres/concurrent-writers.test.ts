import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aSearch } from '../../../contract/testing/build-event.ts';
import type { EventFact } from '../../../sync-server/store/port/fact.ts';
import type { Store } from '../../../sync-server/store/port/store.ts';
import { factOf } from '../../../sync-server/store/testing/build-fact.ts';
import { administer, type Cluster, missingPostgres, startCluster } from '../../postgres/cluster.ts';
import { freshDatabase, openStore } from './open-store.ts';

const WRITERS = 8;
/** `TALKLENS_TEST_ROWS=100000` for the long run. */
const ROWS = Number(process.env.TALKLENS_TEST_ROWS ?? 20_000);
const BATCH = 50;
const PAGE = 500;
/** How often a writer commits after others that began later. An append of so many events is one of those. */
const STRAGGLES = 10;
const STRAGGLERS = BATCH + 1;
const GATE = 42;
const patience = { timeout: 30_000, interval: 5 };

describe.skipIf(missingPostgres())('eight writers and a polling reader', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster.dispose());

  test(`given ${ROWS} rows, some committed after later ones, the fold sees each once in one order; a cursor over numbers skips (I2, I4)`, async () => {
    const url = await freshDatabase(cluster);
    const stores = await Promise.all(Array.from({ length: WRITERS }, () => openStore(url)));
    const [straggler, ...others] = stores as [Store, ...Store[]];
    await straggler.credentials.ensureWorkspace('shop');
    const naive = openNaiveReader(url);
    const gate = await openGate(url);
    const state = { straggling: true, writing: true };
    const sent: string[] = [];
    const straggled: string[] = [];

    const writing = Promise.all(others.map((store) => writeShare(store, state, sent)));
    const folding = foldAll(straggler, state);
    const reading = naive.readAll(state);
    for (let round = 0; round < STRAGGLES; round += 1) {
      straggled.push(...(await straggle(straggler, gate, naive.hasPassed)));
    }
    state.straggling = false;
    await writing;
    state.writing = false;
    const [folded, naively] = await Promise.all([folding, reading]);

    const acknowledged = [...sent, ...straggled];
    expect(acknowledged.length).toBeGreaterThanOrEqual(ROWS);
    expect(folded.map(({ position }) => position)).toEqual(acknowledged.map((_, index) => index + 1)); // dense: none skipped, none doubled
    expect(new Set(folded.map(({ factId }) => factId))).toEqual(new Set(acknowledged));
    expect(straggled.filter((id) => naively.has(id))).toEqual([]); // what a reader by `number > checkpoint` never sees
    expect(sent.filter((id) => naively.has(id)).length).toBeGreaterThan(0);
    await Promise.all([...stores, naive, gate].map((one) => one.close()));
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
  const append = randomUUID();
  await sql`BEGIN`;
  await sql`INSERT INTO append (id, workspace, events, facts) SELECT ${append}, workspace, events, facts FROM append`;
  await sql`INSERT INTO fact (append, ord, workspace, fact_id, kind, at, received_at, clamped, author, digest, body, marks, checksum)
    SELECT ${append}, ord, workspace, ${randomUUID()}, kind, at, received_at, clamped, author, digest, body, marks, checksum FROM fact`;
  return {
    commit: async () => {
      await sql`COMMIT`;
      await sql.end();
    },
  };
}

const unfolded = (store: Store) => store.feed.transaction('shop', async (tx) => (await tx.unfolded(PAGE)).map(({ factId }) => factId));

const freshFacts = (count: number): EventFact[] => Array.from({ length: count }, () => factOf(aSearch({ eventId: randomUUID() })));

type Going = Readonly<{ straggling: boolean; writing: boolean }>;

/** Writes its share of what those before the gate write, and on, as long as somebody is to be overtaken. */
async function writeShare(store: Store, going: Going, sent: string[]): Promise<void> {
  for (let left = ROWS / (WRITERS - 1); left > 0 || going.straggling; left -= BATCH) {
    const facts = freshFacts(BATCH);
    await store.log.appendEvents('shop', facts);
    sent.push(...facts.map(({ factId }) => factId));
  }
}

/** One append that has its number and commits only when the naive reader has read later ones. */
async function straggle(store: Store, gate: Gate, hasPassed: (xid: bigint) => boolean): Promise<readonly string[]> {
  const facts = freshFacts(STRAGGLERS);
  await gate.shut();
  const appending = store.log.appendEvents('shop', facts);
  await expect.poll(gate.waiting, patience).toBeDefined();
  const xid = (await gate.waiting()) as bigint;
  await expect.poll(() => hasPassed(xid), patience).toBe(true);
  await gate.open();
  await appending;
  return facts.map(({ factId }) => factId);
}

type Gate = Awaited<ReturnType<typeof openGate>>;

/** Where the appends of the straggler wait inside their commit: their rows are written, and nobody sees them. */
async function openGate(url: string) {
  await administer(
    url,
    `CREATE FUNCTION wait_at_gate() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN PERFORM pg_advisory_xact_lock_shared(${GATE}); RETURN NULL; END $$;
     CREATE CONSTRAINT TRIGGER gate AFTER INSERT ON append DEFERRABLE INITIALLY DEFERRED
       FOR EACH ROW WHEN (NEW.facts = ${STRAGGLERS}) EXECUTE FUNCTION wait_at_gate()`,
  );
  const sql = postgres(url, { max: 1 });
  return {
    shut: async () => void (await sql`SELECT pg_advisory_lock(${GATE})`),
    open: async () => void (await sql`SELECT pg_advisory_unlock(${GATE})`),
    /** The number of the transaction that waits. */
    waiting: async (): Promise<bigint | undefined> => {
      const [row] = await sql<{ xid: string }[]>`
        SELECT backend_xid::text AS xid FROM pg_locks JOIN pg_stat_activity USING (pid)
        WHERE locktype = 'advisory' AND objid::bigint = ${GATE} AND NOT granted`;
      return row && BigInt(row.xid);
    },
    close: () => sql.end(),
  };
}

/** Folds as the projector does, until a look after the last write finds nothing. */
async function foldAll(store: Store, going: Going) {
  const folded: Readonly<{ position: number; factId: string }>[] = [];
  for (;;) {
    const last = !going.writing;
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

/** What a reader by `number > checkpoint` sees of the same writers: numbers are given in one order and committed in another. */
function openNaiveReader(url: string) {
  const sql = postgres(url, { max: 1 });
  let checkpoint = 0n;
  return {
    readAll: async (going: Going): Promise<ReadonlySet<string>> => {
      const seen = new Set<string>();
      for (;;) {
        const last = !going.writing;
        const rows = await sql<{ xid: string; id: string }[]>`
          SELECT xid::text AS xid, fact_id AS id FROM append JOIN fact ON fact.append = append.id
          WHERE xid > ${String(checkpoint)}::text::xid8 ORDER BY xid`;
        for (const { id } of rows) seen.add(id);
        checkpoint = BigInt(rows.at(-1)?.xid ?? checkpoint);
        if (last && rows.length === 0) return seen;
        if (rows.length === 0) await pause(2);
      }
    },
    hasPassed: (xid: bigint): boolean => checkpoint > xid,
    close: () => sql.end(),
  };
}
