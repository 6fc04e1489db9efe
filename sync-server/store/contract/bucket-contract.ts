import { expect, test } from 'vitest';
import type { Checkpoint } from '../../../contract/replication.ts';
import { aLead } from '../../../contract/testing/build-document.ts';
import { bucketOf } from '../../../domain/digest/bucket.ts';
import { sumsInHex, sumsOf } from '../../../domain/digest/bucket-sums.ts';
import { canonicalJson } from '../../../domain/identity/canonical-json.ts';
import type { Change, FeedBucket } from '../port/feed.ts';
import type { Store } from '../port/store.ts';
import type { Given } from '../store-contract.ts';

const leadCount = 40;
const usedBuckets = 5;

/** The n-th id that falls into a bucket. */
const idIn = (bucket: number, n: number): string => {
  let id = '';
  for (let tried = 0; id === '' || bucketOf(id) !== bucket; tried += 1) id = `u${n}-${tried}~001`;
  return id;
};

const changes: readonly Change[] = Array.from({ length: leadCount }, (_, index) => {
  const document = aLead({ userId: `u${index % usedBuckets}`, id: idIn(index % usedBuckets, index) });
  return { collection: 'lead', id: document.id, document };
});
const write = (store: Store, some: readonly Change[]) => store.feed.transaction('shop', (tx) => tx.write(some));

async function placeOf(store: Store): Promise<Checkpoint> {
  const page = await store.feed.pull('shop', 'lead', undefined, leadCount + 1);
  if (page === 'resync') throw new Error('resync');
  return page.checkpoint;
}

async function bucket(store: Store, number: number, place: Checkpoint): Promise<FeedBucket> {
  const found = await store.feed.bucket('shop', 'lead', number, place);
  if (found === 'resync') throw new Error('resync');
  return found;
}

/** A bucket is what the digest's sum of it is made of. */
export function bucketContract({ store }: Given): void {
  test('given a collection, its buckets are all of it, each with the sum of its documents (I5)', async () => {
    await write(store(), changes);
    const place = await placeOf(store());

    const buckets: FeedBucket[] = [];
    for (let number = 0; number < usedBuckets; number += 1) buckets.push(await bucket(store(), number, place));

    const documents = buckets.flatMap((each) => each.documents.map(({ document }) => document));
    expect(documents.map(({ id }) => id).sort()).toEqual(changes.map(({ id }) => id).sort());
    const bodies = documents.map((document) => ({ id: document.id, body: canonicalJson(document) }));
    expect(buckets.map(({ digest }) => digest)).toEqual(sumsInHex(sumsOf(bodies)).slice(0, usedBuckets));
    expect(buckets.every(({ removed }) => removed.length === 0)).toBe(true);
  });

  test('given changes after a checkpoint, a bucket tells what is newer than it, and what was removed since', async () => {
    await write(store(), changes);
    const place = await placeOf(store());
    const [changed, removed] = changes.filter(({ id }) => bucketOf(id) === bucketOf(changes[0]?.id ?? '')) as [Change, Change];

    await write(store(), [
      { ...changed, document: { ...changed.document, searches: 99 } } as Change,
      { ...removed, document: null } as Change,
    ]);

    const found = await bucket(store(), bucketOf(changed.id), place);
    expect(found.documents.filter(({ seq }) => seq > place.seq).map(({ document }) => document.id)).toEqual([changed.id]);
    expect(found.removed).toEqual([removed.id]);
    const now = await placeOf(store());
    expect((await bucket(store(), bucketOf(changed.id), now)).removed).toEqual([]);
  });

  test('given a checkpoint of another feed, a bucket is refused like a pull', async () => {
    const elsewhere = { epoch: '00000000-0000-4000-8000-0000000000ff', seq: 1 };

    expect(await store().feed.bucket('shop', 'lead', 0, elsewhere)).toBe('resync');
  });
}
