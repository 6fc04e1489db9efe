import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Collection, collections } from '../../../contract/collection.ts';
import type { Member } from '../../../contract/member.ts';
import type { Checkpoint } from '../../../contract/replication.ts';
import { aLead, aPerson } from '../../../contract/testing/build-document.ts';
import type { Change, FeedPage } from '../port/feed.ts';
import type { Store } from '../port/store.ts';
import type { Given } from '../store-contract.ts';
import { aCommandFact, aSearchFact } from '../testing/build-fact.ts';

const ALL = 10_000;
let workspaces = 0;

const member = (id: string, addedAt = 1): Change & { document: Member } => ({ collection: 'member', id, document: { id, addedAt } });
const goneMember = (id: string): Change => ({ collection: 'member', id, document: null });

const write = (store: Store, changes: readonly Change[], workspace = 'shop') =>
  store.feed.transaction(workspace, (tx) => tx.write(changes));

async function pull(
  store: Store,
  after?: Checkpoint,
  limit = ALL,
  workspace = 'shop',
  collection: Collection = 'member',
): Promise<FeedPage> {
  const page = await store.feed.pull(workspace, collection, after, limit);
  if (page === 'resync') throw new Error('resync');
  return page;
}

/** Follows the feed as a replica does; a page that is not full is the end. */
async function pullOn(store: Store, replica: Replica, limit: number, workspace: string): Promise<void> {
  for (;;) {
    const { documents, checkpoint } = await pull(store, replica.checkpoint, limit, workspace);
    for (const document of documents) {
      if ('deleted' in document) replica.documents.delete(document.id);
      else replica.documents.set(document.id, document);
    }
    replica.checkpoint = checkpoint;
    if (documents.length < limit) return;
  }
}
type Replica = { documents: Map<string, unknown>; checkpoint: Checkpoint | undefined };
const emptyReplica = (): Replica => ({ documents: new Map(), checkpoint: undefined });

/** Few ids, so that writes and deletions meet. */
const anyChange: fc.Arbitrary<Change> = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.nat(3)).map(([id, addedAt]) => member(id, addedAt)) },
  fc.constantFrom('a', 'b', 'c', 'd').map(goneMember),
);
const anyWrites = fc.array(fc.array(anyChange, { minLength: 1, maxLength: 4 }), { maxLength: 8 });

async function freshWorkspace(store: Store): Promise<string> {
  workspaces += 1;
  const name = `feed-${workspaces}`;
  await store.credentials.ensureWorkspace(name);
  return name;
}

export function feedContract(given: Given): void {
  test('given changes in several collections, counts one seq over all of them', async () => {
    const lead = aLead();

    const seqs = await write(given.store(), [
      member('a'),
      { collection: 'lead', id: lead.id, document: lead },
      member('b'),
      { collection: 'person', id: '39', document: aPerson() },
    ]);

    expect(seqs).toEqual({ member: 3, lead: 2, person: 4 });
    const { epoch, heads } = await given.store().feed.heads('shop');
    const none = Object.fromEntries(collections.map((name) => [name, 0]));
    expect(heads).toEqual({ ...none, ...seqs });
    expect(await pull(given.store(), undefined, ALL, 'shop', 'lead')).toMatchObject({ documents: [lead], checkpoint: { epoch, seq: 2 } });
  });

  test('given a document with the same bytes, gives it no new seq', async () => {
    await write(given.store(), [member('a')]);

    const seqs = await write(given.store(), [{ collection: 'member', id: 'a', document: { addedAt: 1, id: 'a' } }]);

    expect(seqs).toEqual({});
    expect((await given.store().feed.heads('shop')).heads.member).toBe(1);
  });

  test('given a deletion, leaves a tombstone that a later write replaces', async () => {
    await write(given.store(), [member('a'), member('b')]);

    const deleted = await write(given.store(), [goneMember('a'), goneMember('never')]);
    const tombstone = await pull(given.store());
    const written = await write(given.store(), [goneMember('a'), member('a')]);

    expect(deleted).toEqual({ member: 3 });
    expect(tombstone.documents).toEqual([member('b').document, { id: 'a', deleted: true }]);
    expect(written).toEqual({ member: 4 });
    expect((await pull(given.store())).documents).toEqual([member('b').document, member('a').document]);
  });

  test('given internal documents, keeps them out of the feed', async () => {
    const open: Change = { collection: 'openItem', id: 'i', document: { id: 'i' } };

    const seqs = await write(given.store(), [open, member('a')]);

    expect(seqs).toEqual({ member: 1 });
    const { feed } = given.store();
    expect(await feed.documentsFrom('shop', 'openItem', '', '', ALL)).toEqual([{ id: 'i' }]);
    await write(given.store(), [{ ...open, document: null }]);
    expect(await feed.documentsFrom('shop', 'openItem', '', '', ALL)).toEqual([]);
    expect((await feed.heads('shop')).heads.member).toBe(1);
  });

  test('given ids with a prefix, lists those by id and goes on after one', async () => {
    await write(
      given.store(),
      ['a~2', 'a', 'a~1', 'b~1', 'a~3'].map((id) => member(id)),
    );
    const { feed } = given.store();

    const inside = await feed.transaction('shop', (tx) => tx.documentsFrom('member', 'a~'));

    expect(inside.map(({ id }) => id)).toEqual(['a~1', 'a~2', 'a~3']);
    expect((await feed.documentsFrom('shop', 'member', 'a~', 'a~2', ALL)).map(({ id }) => id)).toEqual(['a~3']);
    expect([...(await feed.documents('shop', 'member', ['a', 'none', 'b~1'])).keys()]).toEqual(['a', 'b~1']);
  });

  test('given work that throws, leaves no trace of it (I2)', async () => {
    const { feed, log, outbox } = given.store();
    await log.appendEvents('shop', [aSearchFact()]);
    await write(given.store(), [member('a')]);

    const failing = feed.transaction('shop', async (tx) => {
      await tx.append([aCommandFact()]);
      await tx.write([member('b'), goneMember('a')]);
      await tx.link([{ leadId: '39~001', position: 1 }]);
      await tx.queue([{ client: 'chatbot', messages: [] }]);
      await tx.moveCursor(1);
      throw new Error('broken fold');
    });

    await expect(failing).rejects.toThrow('broken fold');
    expect((await pull(given.store())).documents).toEqual([member('a').document]);
    expect(await log.head('shop')).toBe(1);
    expect(await log.ofLead('shop', '39~001', ALL)).toEqual([]);
    expect(await outbox.waiting('shop', 'chatbot', 0, ALL)).toEqual([]);
    expect(await feed.cursor('shop')).toBe(0);
    expect(await write(given.store(), [member('c')])).toEqual({ member: 2 });
  });

  test('given commands between chat events, the cursor passes over them', async () => {
    const { feed, log } = given.store();
    const events = [aSearchFact(), aSearchFact(), aSearchFact()] as const;
    await log.appendEvents('shop', [events[0]]);
    await feed.transaction('shop', (tx) => tx.append([aCommandFact(), aCommandFact()]));
    await log.appendEvents('shop', [events[1], events[2]]);

    const first = await feed.transaction('shop', async (tx) => {
      const unfolded = await tx.unfolded(2);
      await tx.moveCursor(unfolded.at(-1)?.position ?? 0);
      return unfolded;
    });
    const rest = await feed.transaction('shop', (tx) => tx.unfolded(2));

    expect(first.map(({ position, factId }) => [position, factId])).toEqual([
      [1, events[0].factId],
      [4, events[1].factId],
    ]);
    expect(await feed.cursor('shop')).toBe(4);
    expect(rest.map(({ position }) => position)).toEqual([5]);
  });

  test('given events that wait to be folded, tells how far the fold trails, and nothing where only commands came since', async () => {
    const { feed, log } = given.store();
    const before = await feed.lag('shop');
    await log.appendEvents('shop', [aSearchFact(), aSearchFact(), aSearchFact()]);
    const waiting = await feed.lag('shop');

    await feed.transaction('shop', async (tx) => {
      await tx.append([aCommandFact()]);
      await tx.moveCursor(3);
    });

    expect([before, waiting, await feed.lag('shop')]).toEqual([0, 3, 0]);
  });

  test('given events that wait to be folded, tells since when the oldest does, placed or not', async () => {
    const { feed, log } = given.store();
    const before = await feed.waitingSince('shop');
    await log.appendEvents('shop', [aSearchFact({ receivedAt: 5_000 }), aSearchFact({ receivedAt: 6_000 })]);
    const unplaced = await feed.waitingSince('shop');
    await feed.transaction('shop', async (tx) => tx.append([aCommandFact()]));
    const placed = await feed.waitingSince('shop');

    await feed.transaction('shop', (tx) => tx.moveCursor(1));
    const next = await feed.waitingSince('shop');
    await feed.transaction('shop', (tx) => tx.moveCursor(2));

    expect([before, unplaced, placed, next, await feed.waitingSince('shop')]).toEqual([undefined, 5_000, 5_000, 6_000, undefined]);
  });

  test('given a fact id that is in the log, refuses to append it again', async () => {
    const { feed, log } = given.store();
    const command = aCommandFact();
    await feed.transaction('shop', (tx) => tx.append([command]));

    const again = feed.transaction('shop', (tx) => tx.append([aCommandFact(), command]));

    await expect(again).rejects.toThrow('in the log already');
    expect(await log.head('shop')).toBe(1);
    expect(await feed.transaction('shop', (tx) => tx.fact(command.factId))).toEqual({ ...command, position: 1 });
  });

  test('given ids of facts, those that the log has already are known, the ones of the open work among them (I7)', async () => {
    const { feed, log } = given.store();
    const [before, event, inside, later] = [aCommandFact(), aSearchFact(), aCommandFact(), aCommandFact()];
    await log.appendEvents('shop', [event]);
    await feed.transaction('shop', (tx) => tx.append([before]));

    const [known, none] = await feed.transaction('shop', async (tx) => {
      await tx.append([inside]);
      return [await tx.known([before, event, inside, later].map(({ factId }) => factId)), await tx.known([])];
    });

    expect(known).toEqual(new Set([before.factId, event.factId, inside.factId]));
    expect(none.size).toBe(0);
  });

  test('given open work, reads see the last commit and the work sees itself', async () => {
    await write(given.store(), [member('a')]);

    await given.store().feed.transaction('shop', async (tx) => {
      await tx.write([member('b')]);

      expect((await tx.documents('member', ['a', 'b'])).size).toBe(2);
      expect((await pull(given.store())).documents).toEqual([member('a').document]);
    });

    expect((await pull(given.store())).documents).toHaveLength(2);
  });

  test('given two workspaces, each has its own seq and sees its own documents only (I9)', async () => {
    const { credentials, feed } = given.store();
    await credentials.ensureWorkspace('other');
    await write(given.store(), [member('a'), member('b')]);

    const seqs = await write(given.store(), [member('a', 7)], 'other');

    expect(seqs).toEqual({ member: 1 });
    expect((await pull(given.store(), undefined, ALL, 'other')).documents).toEqual([{ id: 'a', addedAt: 7 }]);
    expect(await feed.documents('other', 'member', ['b'])).toEqual(new Map());
    expect(await feed.pull('other', 'member', (await pull(given.store())).checkpoint, ALL)).toBe('resync');
  });

  test('given any writes, a pull in pages equals a pull at once', async () => {
    await fc.assert(
      fc.asyncProperty(anyWrites, fc.integer({ min: 1, max: 3 }), async (writes, limit) => {
        const store = given.store();
        const workspace = await freshWorkspace(store);
        for (const changes of writes) await write(store, changes, workspace);
        const [paged, whole] = [emptyReplica(), emptyReplica()];

        await pullOn(store, paged, limit, workspace);
        await pullOn(store, whole, ALL, workspace);

        expect([...paged.documents]).toEqual([...whole.documents]);
        expect(paged.checkpoint).toEqual(whole.checkpoint);
      }),
      { numRuns: 25 },
    );
  });

  test('given writes and pulls in any interleaving, no replica steps over a row (I4)', async () => {
    await fc.assert(
      fc.asyncProperty(anyWrites, fc.scheduler(), fc.integer({ min: 1, max: 3 }), async (writes, scheduler, limit) => {
        const store = given.store();
        const workspace = await freshWorkspace(store);
        const replica = emptyReplica();
        const writing = writes.map((changes) => scheduler.schedule(Promise.resolve()).then(() => write(store, changes, workspace)));
        const pulling = writes.reduce(
          (before) => before.then(() => scheduler.schedule(Promise.resolve())).then(() => pullOn(store, replica, limit, workspace)),
          Promise.resolve(),
        );

        await scheduler.waitFor(Promise.all([...writing, pulling]));
        await pullOn(store, replica, limit, workspace);

        const documents = await store.feed.documentsFrom(workspace, 'member', '', '', ALL);
        expect([...replica.documents.values()].sort(byId)).toEqual(documents);
      }),
      { numRuns: 25 },
    );
  });
}

const byId = (a: unknown, b: unknown) => ((a as Member).id < (b as Member).id ? -1 : 1);
