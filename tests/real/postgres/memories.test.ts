import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '../../../sync-server/store/port/store.ts';
import { aSearchFact } from '../../../sync-server/store/testing/build-fact.ts';
import { administer, type Cluster, missingPostgres, startCluster } from '../../postgres/cluster.ts';
import { freshDatabase, openStore } from './open-store.ts';

const ALL = 1_000;
const member = (addedAt: number) => ({ collection: 'member' as const, id: 'a', document: { id: 'a', addedAt } });

const write = (store: Store, addedAt: number) => store.feed.transaction('shop', (tx) => tx.write([member(addedAt)]));
const read = (store: Store) => store.feed.transaction('shop', async (tx) => (await tx.documents('member', ['a'])).get('a')?.addedAt);

describe.skipIf(missingPostgres())('what a server on PostgreSQL remembers', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster.dispose());

  test('given servers that write the same document in turns, each goes on from what the other left (I2)', async () => {
    const [left, right] = await twoStores();
    await write(left, 1);

    const seen = [
      await read(right),
      await write(right, 2),
      await read(left),
      await write(left, 2),
      await write(left, 1),
      await read(right),
    ];

    expect(seen).toEqual([1, { member: 2 }, 2, {}, { member: 3 }, 1]);
    await Promise.all([left.close(), right.close()]);
  });

  test('given a transaction that was rolled back, what it wrote is not remembered (I2)', async () => {
    const [left, right] = await twoStores();
    await write(left, 1);

    const failing = left.feed.transaction('shop', async (tx) => {
      await tx.write([member(2)]);
      throw new Error('broken');
    });

    await expect(failing).rejects.toThrow('broken');
    expect(await read(left)).toBe(1);
    expect(await write(left, 2)).toEqual({ member: 2 });
    await Promise.all([left.close(), right.close()]);
  });

  test('given events that several servers appended, with some of them twice, a fold through one sees each once (I2)', async () => {
    const [left, right] = await twoStores();
    const [first, second, third] = [aSearchFact(), aSearchFact(), aSearchFact()];
    await left.log.appendEvents('shop', [first]);
    await right.log.appendEvents('shop', [first, second, second, third]);

    const folded = await left.feed.transaction('shop', (tx) => tx.unfolded(ALL));

    expect(folded.map(({ position, factId }) => [position, factId])).toEqual(
      [first, second, third].map(({ factId }, index) => [index + 1, factId]),
    );
    expect(await right.feed.transaction('shop', (tx) => tx.unfolded(ALL))).toEqual(folded);
    await Promise.all([left.close(), right.close()]);
  });

  test('given servers that write in turns, with one of them rolled back, the digest is that of what they left (I5)', async () => {
    const [left, right] = await twoStores();
    await write(left, 1);
    await write(right, 2);
    await expect(
      left.feed.transaction('shop', (tx) => tx.write([member(3)]).then(() => Promise.reject(new Error('broken')))),
    ).rejects.toThrow();
    await write(left, 4);

    const { kept, counted } = await right.feed.digests('shop', 'member');

    expect(kept).toEqual(counted);
    await Promise.all([left.close(), right.close()]);
  });

  test('given a digest that was wrong and counted anew by one server, the other does not go on from the wrong one (I5)', async () => {
    const [left, right, url] = await twoStores();
    await write(left, 1);
    await administer(url, "UPDATE digest SET sums = decode(repeat('07', 2048), 'hex')");
    await write(right, 2); // it knows the wrong one now

    const { miscounted } = await left.feed.transaction('shop', (tx) => tx.replaceAll([member(2)]));
    await write(right, 3);

    expect(miscounted).toEqual(['member']);
    const { kept, counted } = await right.feed.digests('shop', 'member');
    expect(kept).toEqual(counted);
    await Promise.all([left.close(), right.close()]);
  });

  async function twoStores(): Promise<readonly [Store, Store, string]> {
    const url = await freshDatabase(cluster);
    const stores = [await openStore(url), await openStore(url)] as const;
    await stores[0].credentials.ensureWorkspace('shop');
    return [...stores, url];
  }
});
