import { expect, test } from 'vitest';
import type { FeedTransaction } from '../port/feed.ts';
import type { Given } from '../store-contract.ts';
import { aSearchFact } from '../testing/build-fact.ts';

const ALL = 1_000;

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
