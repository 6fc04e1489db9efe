import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Collection, collections } from '../../../contract/collection.ts';
import { bucketCount, type Checkpoint, type CollectionDigest } from '../../../contract/replication.ts';
import { aLead, aProduct } from '../../../contract/testing/build-document.ts';
import { sumsInHex, sumsOf } from '../../../domain/digest/bucket-sums.ts';
import { canonicalJson } from '../../../domain/identity/canonical-json.ts';
import type { Change, FeedPage } from '../port/feed.ts';
import type { Store } from '../port/store.ts';
import type { Given } from '../store-contract.ts';

const ALL = 10_000;
const empty = Array.from({ length: bucketCount }, () => '0'.repeat(16));
let workspaces = 0;

const lead = (userId: string, searches: number): Change => {
  const document = aLead({ userId, searches, tags: ['단골'] });
  return { collection: 'lead', id: document.id, document };
};
const product = (id: string, priceKrw: number): Change => ({
  collection: 'product',
  id,
  document: aProduct({ id, productId: id, priceKrw }),
});
const open = (id: string): Change => ({ collection: 'openItem', id, document: { id } });
const gone = (change: Change): Change => ({ ...change, document: null });

/** Few ids, so that writes and deletions meet. */
const anyId = fc.constantFrom('a', 'b', 'c');
const anyDocument: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(anyId, fc.nat(2)).map(([id, searches]) => lead(id, searches)),
  fc.tuple(anyId, fc.nat(2)).map(([id, price]) => product(id, price)),
  anyId.map(open),
);
const anyChange = fc.tuple(anyDocument, fc.boolean()).map(([change, deletes]) => (deletes ? gone(change) : change));
const anyChanges = fc.array(anyChange, { minLength: 1, maxLength: 4 });

/** A transaction of several writes; some of them throw in the end, some replace everything. */
type Work = Readonly<{ writes: readonly (readonly Change[])[]; replaces: boolean; fails: boolean }>;
const anyWork: fc.Arbitrary<Work> = fc.record({
  writes: fc.array(anyChanges, { maxLength: 3 }),
  replaces: fc.boolean(),
  fails: fc.boolean(),
});

const failure = new Error('rolled back on purpose');

const run = (store: Store, workspace: string, { writes, replaces, fails }: Work) =>
  store.feed
    .transaction(workspace, async (tx) => {
      for (const changes of writes) {
        if (replaces) await tx.replaceAll(changes);
        else await tx.write(changes);
      }
      if (fails) throw failure;
    })
    .catch((error: unknown) => {
      if (error !== failure) throw error;
    });

async function pull(store: Store, workspace: string, collection: Collection, after?: Checkpoint, limit = ALL): Promise<FeedPage> {
  const page = await store.feed.pull(workspace, collection, after, limit);
  if (page === 'resync') throw new Error('resync');
  return page;
}

/** What a replica has, counted from the documents that it holds. */
const bucketsOf = (documents: Iterable<FeedPage['documents'][number]>): string[] =>
  sumsInHex(
    sumsOf([...documents].flatMap((document) => ('deleted' in document ? [] : [{ id: document.id, body: canonicalJson(document) }]))),
  );

async function freshWorkspace(store: Store): Promise<string> {
  workspaces += 1;
  const name = `digest-${workspaces}`;
  await store.credentials.ensureWorkspace(name);
  return name;
}

/** Of every collection: what the store keeps, what it counts, and what a pull of everything says. */
async function expectProven(store: Store, workspace: string): Promise<void> {
  const { heads } = await store.feed.heads(workspace);
  for (const collection of collections) {
    const page = await pull(store, workspace, collection);
    const buckets = bucketsOf(page.documents);
    expect(page.digest).toEqual({ seq: heads[collection], buckets });
    expect(page.checkpoint.seq).toBe(heads[collection]);
    expect(await store.feed.digests(workspace, collection)).toEqual({ kept: buckets, counted: buckets });
  }
}

/** What every page of the feed proves (I5). */
export function digestContract(given: Given): void {
  const write = (...changes: readonly Change[]) => given.store().feed.transaction('shop', (tx) => tx.write(changes));
  const leads = (after?: Checkpoint, limit?: number) => pull(given.store(), 'shop', 'lead', after, limit);

  test('given a feed without documents, every bucket of it is empty', async () => {
    expect((await leads()).digest).toEqual({ seq: 0, buckets: empty });
  });

  test('given any works, rolled back ones among them, each digest is that of a full pull, also after a restart', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyWork, { maxLength: 5 }), fc.array(anyWork, { maxLength: 2 }), async (works, later) => {
        const workspace = await freshWorkspace(given.store());
        for (const work of works) await run(given.store(), workspace, work);
        await expectProven(given.store(), workspace);

        const restarted = await given.restart();

        await expectProven(restarted, workspace);
        for (const work of later) await run(restarted, workspace, work);
        await expectProven(restarted, workspace);
      }),
      { numRuns: 8 }, // each opens a store again
    );
  });

  test('given pulls between writes, each digest is that of exactly what the replica has stored by then', async () => {
    const anyWorks = fc.array(anyWork, { minLength: 1, maxLength: 6 });

    await fc.assert(
      fc.asyncProperty(anyWorks, fc.scheduler(), fc.integer({ min: 1, max: 3 }), async (works, scheduler, limit) => {
        const store = given.store();
        const workspace = await freshWorkspace(store);
        const replica = new Map<string, FeedPage['documents'][number]>();
        const proofs: Readonly<{ at: number; digest: CollectionDigest; stored: string[] }>[] = [];
        let after: Checkpoint | undefined;
        const pullOn = async () => {
          const { documents, checkpoint, digest } = await pull(store, workspace, 'lead', after, limit);
          for (const document of documents) replica.set(document.id, document);
          after = checkpoint;
          if (digest) proofs.push({ at: checkpoint.seq, digest, stored: bucketsOf(replica.values()) });
        };

        const writing = works.map((work) => scheduler.schedule(Promise.resolve()).then(() => run(store, workspace, work)));
        const pulling = works.reduce((before) => before.then(() => scheduler.schedule(Promise.resolve())).then(pullOn), Promise.resolve());
        await scheduler.waitFor(Promise.all([...writing, pulling]));
        while (proofs.at(-1)?.at !== (await store.feed.heads(workspace)).heads.lead) await pullOn();

        for (const { at, digest, stored } of proofs) expect(digest).toEqual({ seq: at, buckets: stored });
      }),
      { numRuns: 20 },
    );
  });

  test('given a page that is full, it has no digest, and the empty one behind it has that of its place', async () => {
    await write(lead('1', 1), lead('2', 1), lead('3', 1), lead('4', 1));

    const first = await leads(undefined, 2);
    const second = await leads(first.checkpoint, 2);
    const end = await leads(second.checkpoint, 2);

    expect([first.digest, second.digest]).toEqual([undefined, undefined]);
    expect(end.documents).toEqual([]);
    expect(end.checkpoint).toEqual(second.checkpoint);
    expect(end.digest).toEqual({ seq: 4, buckets: bucketsOf([...first.documents, ...second.documents]) });
  });

  test('given open work, a page has the digest of the last commit, as its documents are', async () => {
    await write(lead('1', 1));
    const committed = await leads();

    await given.store().feed.transaction('shop', async (tx) => {
      await tx.write([lead('1', 2), lead('2', 1)]);

      expect(await leads()).toEqual(committed);
    });

    expect((await leads()).digest?.buckets).toEqual(bucketsOf((await leads()).documents));
  });

  test('given another workspace or collection, its writes do not count in this one (I9)', async () => {
    await given.store().credentials.ensureWorkspace('other');
    await write(lead('1', 1));
    const before = await leads();

    await given.store().feed.transaction('other', (tx) => tx.write([lead('1', 7), lead('2', 1)]));
    await write(product('1', 1));

    expect(await leads()).toEqual(before);
    await expectProven(given.store(), 'other');
  });

  test('given a rebuild that fails half way, the digest is as it was', async () => {
    await write(lead('1', 1), lead('2', 1));
    const before = await leads();
    async function* broken() {
      yield lead('1', 9);
      throw failure;
    }

    await expect(given.store().feed.transaction('shop', (tx) => tx.replaceAll(broken()))).rejects.toThrow(failure.message);

    expect(await leads()).toEqual(before);
    await write(lead('3', 1));
    await expectProven(given.store(), 'shop');
  });
}
