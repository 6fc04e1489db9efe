import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Store } from '../port/store.ts';
import { aSearchFact } from '../testing/build-fact.ts';
import { openMemory } from '../testing/open-memory.ts';
import { createMemoryDisk } from './disk.ts';
import { openMemoryStore } from './open-memory-store.ts';

const ALL = 1_000;

/** A disk whose fsyncs are let through by hand. */
function aSlowDisk() {
  const disk = createMemoryDisk();
  const waiting: { done: () => void; fail: (cause: Error) => void }[] = [];
  let slow = false;
  const sync = () => (slow ? new Promise<void>((done, fail) => void waiting.push({ done, fail })) : Promise.resolve());
  return {
    disk,
    open: () => openMemory(disk, { sync }),
    hold: () => {
      slow = true;
    },
    /** Resolves when a commit waits for its fsync. */
    writes: () => expect.poll(() => waiting.length).toBe(1),
    syncs: () => {
      slow = false;
      waiting.shift()?.done();
    },
    breaks: () => {
      slow = false;
      waiting.shift()?.fail(new Error('disk full'));
    },
  };
}

const idsIn = async ({ log }: Store) => (await log.read('shop', 0, ALL)).map(({ factId }) => factId);

async function aShop(open: () => Promise<Store>): Promise<Store> {
  const store = await open();
  await store.credentials.ensureWorkspace('shop');
  return store;
}

test('given a commit whose fsync is under way, nobody sees it and it is not acknowledged; after it both (I1)', async () => {
  const slow = aSlowDisk();
  const store = await aShop(slow.open);
  const fact = aSearchFact();
  let acknowledged = false;

  slow.hold();
  const appending = store.log.appendEvents('shop', [fact]).then(() => {
    acknowledged = true;
  });
  await slow.writes();
  expect([await idsIn(store), acknowledged]).toEqual([[], false]);
  slow.syncs();
  await appending;

  expect(await idsIn(store)).toEqual([fact.factId]);
});

test('given a crash before the fsync, the write is refused and gone; what was synced is there, in a new life of the writer', async () => {
  const slow = aSlowDisk();
  const store = await aShop(slow.open);
  const [kept, lost, later] = [aSearchFact(), aSearchFact(), aSearchFact()];
  await store.log.appendEvents('shop', [kept]);
  const { epoch } = await store.feed.heads('shop');

  slow.hold();
  const appending = store.log.appendEvents('shop', [lost]);
  await slow.writes();
  slow.disk.crash();
  slow.syncs();
  await expect(appending).rejects.toThrow('the disk is lost');
  await expect(store.log.read('shop', 0, ALL)).rejects.toThrow('the disk is lost');

  const reopened = await slow.open();
  await reopened.log.appendEvents('shop', [later]);
  expect(await idsIn(reopened)).toEqual([kept.factId, later.factId]);
  expect((await reopened.feed.heads('shop')).epoch).not.toBe(epoch);
});

test('given work that was under way at a crash, it can neither go on nor disturb the work of the next store', async () => {
  const disk = createMemoryDisk();
  const store = await aShop(() => openMemory(disk));
  const member = (id: string) => [{ collection: 'member', id, document: { id, addedAt: 1 } }] as const;
  let goOn: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  let written = false;
  const before = store.feed.transaction('shop', async (tx) => {
    await tx.write(member('before'));
    written = true;
    await held;
    await tx.write(member('after'));
  });

  await expect.poll(() => written).toBe(true);
  disk.crash();
  const next = await openMemory(disk);
  await next.feed.transaction('shop', async (tx) => {
    await tx.write(member('next'));
    goOn();
    await expect(before).rejects.toThrow('the disk is lost');
  });

  expect((await next.feed.documentsFrom('shop', 'member', '', '', ALL)).map(({ id }) => id)).toEqual(['next']);
});

test('given an fsync that fails, that write is refused and the next one works', async () => {
  const slow = aSlowDisk();
  const store = await aShop(slow.open);
  const [lost, later] = [aSearchFact(), aSearchFact()];

  slow.hold();
  const failing = store.log.appendEvents('shop', [lost]);
  await slow.writes();
  slow.breaks();

  await expect(failing).rejects.toThrow('disk full');
  expect(await store.log.appendEvents('shop', [later, lost])).toEqual(['stored', 'stored']);
});

test('given a disk that a store has, another is refused until that one is closed', async () => {
  const disk = createMemoryDisk();
  const store = await openMemory(disk);
  const options = { disk, now: () => 0, randomUuid: () => '', randomBytes: () => new Uint8Array(32) };

  expect(await openMemoryStore(options)).toEqual({ ok: false, code: 'store.locked' });
  await store.close();

  expect((await openMemoryStore(options)).ok).toBe(true);
});

test('given any appends with crashes between and during them, the log is what was acknowledged, in order, each once', async () => {
  const anyStep = fc.constantFrom('append', 'append and crash', 'crash');

  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { maxLength: 12 }), async (steps) => {
      const slow = aSlowDisk();
      let store = await aShop(slow.open);
      const acknowledged: string[] = [];

      for (const step of steps) {
        const fact = aSearchFact();
        if (step === 'append and crash') slow.hold();
        const appending = step === 'crash' ? undefined : store.log.appendEvents('shop', [fact]);
        const appended = appending?.then(
          () => acknowledged.push(fact.factId),
          () => undefined,
        );
        if (step === 'append') await appended;
        else {
          slow.disk.crash();
          slow.syncs();
          await appended;
          store = await slow.open();
        }
      }

      expect(await idsIn(store)).toEqual(acknowledged);
      expect(await store.log.head('shop')).toBe(acknowledged.length);
    }),
    { numRuns: 50 },
  );
});

test('given a disk that is full when a store opens, another one opens once it has room', async () => {
  const { disk, open, hold, breaks, writes } = aSlowDisk();
  await (await aShop(open)).close();

  hold();
  const refused = open().catch((error: Error) => error.message);
  await writes();
  breaks();

  expect(await refused).toBe('disk full');
  expect(await (await open()).credentials.workspaces()).toEqual(['shop']);
  expect(disk.hold()).toBeUndefined();
});
