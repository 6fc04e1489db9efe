import { expect, test } from 'vitest';
import { type Collection, collections } from '../../../contract/collection.ts';
import { bucketCount } from '../../../contract/replication.ts';
import type { DigestsOf } from '../port/feed.ts';
import { linesOfDigests, verifyDigests } from './verify-digests.ts';

const zeros = Array.from({ length: bucketCount }, () => '0'.repeat(16));
const whole: DigestsOf = { kept: zeros, counted: zeros };
const without = (...buckets: readonly number[]): DigestsOf => ({
  kept: zeros,
  counted: zeros.map((sum, bucket) => (buckets.includes(bucket) ? '0000000000000001' : sum)),
});

/** A store whose collections are whole but for these. */
const feedOf = (others: Readonly<Partial<Record<Collection, DigestsOf | Error>>>) => ({
  digests: async (_workspace: string, collection: Collection) => {
    const digests = others[collection] ?? whole;
    if (digests instanceof Error) throw digests;
    return digests;
  },
});

test('given documents that are what their digests say, every collection was looked at and nothing is wrong', async () => {
  const seen: number[] = [];

  const faults = await verifyDigests(feedOf({}), 'shop', (done) => seen.push(done));

  expect(faults).toEqual([]);
  expect(seen).toEqual(collections.map((_, index) => index + 1));
  expect(linesOfDigests(faults)).toEqual(['the documents of 10 collections are what their digests say']);
});

test('given collections that differ, each is named with its buckets, and of many buckets only the first', async () => {
  const many = Array.from({ length: 40 }, (_, bucket) => bucket);

  const faults = await verifyDigests(feedOf({ lead: without(3, 250), person: without(...many) }), 'shop');

  expect(faults).toEqual([
    { collection: 'lead', buckets: [3, 250] },
    { collection: 'person', buckets: many },
  ]);
  expect(linesOfDigests(faults)).toEqual([
    'lead: its documents are not what its digest says, in 2 of 256 buckets (3, 250)',
    'person: its documents are not what its digest says, in 40 of 256 buckets (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, ...)',
  ]);
});

test('given a collection that lies in a damaged page, it is said, and the others are looked at', async () => {
  const malformed = Object.assign(new Error('malformed'), { sqliteCodeName: 'SQLITE_CORRUPT' });

  const faults = await verifyDigests(feedOf({ lead: malformed, member: without(0) }), 'shop');

  expect(linesOfDigests(faults)).toEqual([
    'lead: its documents cannot all be read',
    'member: its documents are not what its digest says, in 1 of 256 buckets (0)',
  ]);
});

test('given a failure that is no damage, it is thrown', async () => {
  await expect(verifyDigests(feedOf({ lead: new Error('away') }), 'shop')).rejects.toThrow('away');
});
