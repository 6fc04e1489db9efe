import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aLead } from '../../../contract/testing/build-document.ts';
import type { Change } from '../port/feed.ts';
import type { StoreUnderTest } from '../store-contract.ts';
import { aQuestionFact, aSearchFact } from '../testing/build-fact.ts';
import { openFreshSqlite } from '../testing/open-sqlite.ts';
import { type DocumentMemory, documentMemory } from './document-memory.ts';
import { type Placed, recentEvents } from './recent-events.ts';

const shop = { id: 1, name: 'shop', hmacKey: new Uint8Array(32) };
const ids = ['a', 'b', 'c'];
let tested: StoreUnderTest;

beforeEach(async () => {
  tested = await openFreshSqlite();
  await tested.store.credentials.ensureWorkspace('shop');
});
afterEach(() => tested.dispose());

const failure = new Error('rolled back on purpose');

type Work = Readonly<{ writes: readonly Readonly<{ id: string; searches: number | null }>[]; fails: boolean }>;
const anyWork: fc.Arbitrary<Work> = fc.record({
  writes: fc.array(fc.record({ id: fc.constantFrom(...ids), searches: fc.option(fc.nat(3)) }), { maxLength: 4 }),
  fails: fc.boolean(),
});

const lead = (id: string, searches: number) => aLead({ userId: id, searches });
const leadIds = ids.map((id) => lead(id, 0).id);

function toChange({ id, searches }: Work['writes'][number]): Change {
  const document = lead(id, searches ?? 0);
  return { collection: 'lead', id: document.id, document: searches === null ? null : document };
}

/** What the writing connection says, which remembers, and what the reading one says, which reads. */
async function bothSides() {
  const { feed } = tested.store;
  const written = await feed.transaction('shop', (tx) => tx.documents('lead', leadIds));
  return [Object.fromEntries(written), Object.fromEntries(await feed.documents('shop', 'lead', leadIds))];
}

test('given works of which some are rolled back, remembers no document as it never was (I2)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyWork, { maxLength: 6 }), async (works) => {
      for (const { writes, fails } of works) {
        const work = tested.store.feed.transaction('shop', async (tx) => {
          for (const write of writes) await tx.write([toChange(write)]);
          if (fails) throw failure;
        });
        if (fails) await expect(work).rejects.toThrow(failure.message);
        else await work;

        const [remembered, read] = await bothSides();
        expect(remembered).toEqual(read);
      }
    }),
    { numRuns: 40 },
  );
});

test('given any use of little memory, it holds the last that was put or nothing', () => {
  const anyUse = fc.record({ id: fc.constantFrom(...ids), put: fc.option(fc.nat(100)), size: fc.nat(40) });

  fc.assert(
    fc.property(fc.array(anyUse), (uses) => {
      const memory: DocumentMemory = documentMemory(100);
      const last = new Map<string, number>();
      for (const { id, put, size } of uses) {
        if (put === null) memory.delete(shop, 'lead', id);
        else memory.set(shop, 'lead', { number: put, document: { id }, size });
        if (put === null) last.delete(id);
        else last.set(id, put);
        for (const asked of ids) expect([undefined, last.get(asked)]).toContain(memory.get(shop, 'lead', asked)?.number);
      }
    }),
  );
});

test('given any appends, gaps and folds, what is held of the log is all there is after the cursor, or nothing is said', () => {
  const anyStep = fc.record({ gap: fc.nat(2), append: fc.nat(4), fold: fc.nat(4), limit: fc.integer({ min: 1, max: 5 }) });

  fc.assert(
    fc.property(fc.array(anyStep), (steps) => {
      const recent = recentEvents(6);
      let all: Placed[] = [];
      let position = 0;
      let cursor = 0;
      for (const { gap, append, fold, limit } of steps) {
        position += gap; // facts of other kinds
        const events = Array.from({ length: append }, () => ({ ...aSearchFact(), position: ++position }));
        all = [...all, ...events];
        recent.appended(shop, events);

        const unfolded = all.filter((event) => event.position > cursor);
        expect([undefined, unfolded.slice(0, limit)]).toContainEqual(recent.after(shop, cursor, limit));

        cursor = unfolded.slice(0, fold).at(-1)?.position ?? cursor;
        recent.folded(shop, cursor);
      }
    }),
  );
});

test('given workspaces of which one is never folded, all together hold no more than that, and the others lose nothing by it', () => {
  const recent = recentEvents(10);
  const still = { ...shop, id: 2 };
  let position = 0;
  const events = (count: number) => Array.from({ length: count }, () => ({ ...aSearchFact(), position: ++position }));

  recent.appended(still, events(8));
  const mine = events(6);
  recent.appended(shop, mine);

  expect(recent.after(shop, (mine[0] as Placed).position - 1, 10)).toEqual(mine);
  expect(recent.after(still, 0, 10)).toBeUndefined();
});

test('given an append that is rolled back, the fold is given what was committed, and the id is free again', async () => {
  const { log, feed } = tested.store;
  const [kept, lost] = [aQuestionFact(), aQuestionFact()];
  await log.appendEvents('shop', [kept]);

  const work = feed.transaction('shop', async (tx) => {
    await tx.appendEvent(lost);
    throw failure;
  });
  await expect(work).rejects.toThrow(failure.message);

  expect(await feed.transaction('shop', (tx) => tx.unfolded(10))).toEqual([{ ...kept, position: 1 }]);
  expect(await log.appendEvents('shop', [lost, kept])).toEqual(['stored', 'duplicate']);
});

test('given a call that failed in a work that goes on, nothing of the work is committed', async () => {
  const { feed } = tested.store;
  const half = feed.transaction('shop', async (tx) => {
    await tx.write([toChange({ id: 'a', searches: 1 })]);
    await tx
      .write([{ collection: 'lead', id: 'b~001', document: { id: 'b~001', searches: Number.NaN } } as unknown as Change])
      .catch(() => 0);
  });

  await expect(half).rejects.toThrow('over');

  expect(await bothSides()).toEqual([{}, {}]);
});

test('given more events than are held before they are indexed, each is found again, also after a restart', async () => {
  const facts = Array.from({ length: 4_500 }, () => aSearchFact());
  const first = facts[0] as (typeof facts)[number];
  const last = facts.at(-1) as (typeof facts)[number];
  await tested.store.log.appendEvents('shop', facts.slice(0, 4_200));
  await tested.store.log.appendEvents('shop', facts.slice(4_200));

  const found = async () => [await tested.store.log.fact('shop', first.factId), await tested.store.log.fact('shop', last.factId)];
  const before = await found();
  const restarted = await tested.restart();
  tested = { ...tested, store: restarted };

  expect(before).toMatchObject([{ position: 1 }, { position: 4_500 }]);
  expect(await found()).toEqual(before);
  expect(new Set(await restarted.log.appendEvents('shop', facts))).toEqual(new Set(['duplicate']));
});
