import { expect, test } from 'vitest';
import type { Change, FeedTransaction } from '../port/feed.ts';
import type { Given } from '../store-contract.ts';
import { aSearchFact } from '../testing/build-fact.ts';

const ALL = 1_000;

const member = (id: string, addedAt: number): Change => ({ collection: 'member', id, document: { id, addedAt } });

export function writesContract(given: Given): void {
  test('given writes asked for at once, runs them one after another in that order', async () => {
    const { feed, log } = given.store();
    const seen: string[] = [];
    const work = (name: string) =>
      feed.transaction('shop', async (tx) => {
        seen.push(`${name} begins`);
        await tx.documents('member', []);
        seen.push(`${name} ends`);
      });

    await Promise.all([work('first'), log.appendEvents('shop', [aSearchFact()]), work('second')]);

    expect(seen).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
  });

  test('given a failed write, later ones work', async () => {
    const { feed, log } = given.store();
    const failing = feed.transaction('shop', () => Promise.reject(new Error('broken')));
    const after = log.appendEvents('shop', [aSearchFact()]);

    await expect(failing).rejects.toThrow('broken');

    expect(await after).toEqual(['stored']);
  });

  test('given work that throws before it is a promise, lets go of the lock', async () => {
    const { feed, log } = given.store();

    const failing = feed.transaction('shop', () => {
      throw new Error('broken at once');
    });

    await expect(failing).rejects.toThrow('broken at once');
    expect(await log.appendEvents('shop', [aSearchFact()])).toEqual(['stored']);
    expect(await feed.transaction('shop', (tx) => tx.unfolded(ALL))).toHaveLength(1);
  });

  test('given a call that failed in a work that goes on, nothing of the work is committed or remembered (I2)', async () => {
    const { feed } = given.store();
    const written = member('a', 1);

    const half = feed.transaction('shop', async (tx) => {
      await tx.write([written, member('b', Number.NaN)]).catch(() => undefined);
    });

    await expect(half).rejects.toThrow('over');
    expect(await feed.transaction('shop', (tx) => tx.documents('member', ['a', 'b']))).toEqual(new Map());
    expect(await feed.transaction('shop', (tx) => tx.write([written]))).toEqual({ member: 1 });
  });

  test('given work that uses its transaction after its end, refuses', async () => {
    const { feed } = given.store();
    const kept: FeedTransaction[] = [];
    await feed.transaction('shop', async (tx) => void kept.push(tx));

    const late = kept[0]?.write([{ collection: 'member', id: 'a', document: { id: 'a', addedAt: 1 } }]);

    await expect(late).rejects.toThrow('over');
    expect(await feed.documentsFrom('shop', 'member', '', '', ALL)).toEqual([]);
  });

  test('given a close, finishes what was asked for and refuses what comes after', async () => {
    const store = given.store();
    const fact = aSearchFact();
    const before = store.log.appendEvents('shop', [fact]);

    await store.close();

    expect(await before).toEqual(['stored']);
    await expect(store.log.appendEvents('shop', [aSearchFact()])).rejects.toThrow('closed');
    const reopened = await given.restart();
    expect(await reopened.log.read('shop', 0, ALL)).toEqual([{ ...fact, position: 1 }]);
  });
}
