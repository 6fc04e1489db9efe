import { bucketCount } from '../../contract/replication.ts';
import { bucketOf } from './bucket.ts';
import { documentDigest } from './document-digest.ts';
import type { Hash64 } from './murmur-hash-3.ts';

/**
 * What two copies of a collection are compared by: of each bucket the sum, modulo 2^64, of `documentDigest` of the documents in it. Sums do not depend on
 * the order in which documents came, and what was added can be taken away again. Changed in place; the low half of bucket `b` is at `2 * b`,
 * the high one behind it.
 */
export type BucketSums = Uint32Array<ArrayBuffer>;

/** Of a collection without documents. A tombstone counts nothing. */
export const emptySums = (): BucketSums => new Uint32Array(2 * bucketCount);

/** A document came, or its bytes became these. */
export function addDigest(sums: BucketSums, bucket: number, { high, low }: Hash64): void {
  const at = 2 * bucket;
  const sum = halfAt(sums, at) + low;
  sums[at] = sum;
  sums[at + 1] = halfAt(sums, at + 1) + high + (sum >= HALF ? 1 : 0);
}

/** A document went, or its bytes were these until now. */
export function subtractDigest(sums: BucketSums, bucket: number, { high, low }: Hash64): void {
  const at = 2 * bucket;
  const rest = halfAt(sums, at) - low;
  sums[at] = rest;
  sums[at + 1] = halfAt(sums, at + 1) - high - (rest < 0 ? 1 : 0);
}

/** Of documents as canonical JSON, each id once. */
export function sumsOf(documents: Iterable<Readonly<{ id: string; body: string }>>): BucketSums {
  const sums = emptySums();
  for (const { id, body } of documents) addDigest(sums, bucketOf(id), documentDigest(body));
  return sums;
}

/** Whether two copies say the same of every bucket. */
export const sameSums = (one: BucketSums, other: BucketSums): boolean => one.every((half, at) => half === other[at]);

/** As sent: for each bucket 16 lower-case hex digits, the highest first. */
export function sumsInHex(sums: BucketSums): string[] {
  const inHex: string[] = [];
  for (let at = 0; at < 2 * bucketCount; at += 2) {
    // Most buckets of a small collection are empty, and this is made for each page.
    inHex.push(sums[at] === 0 && sums[at + 1] === 0 ? nothingInHex : halfInHex(sums, at + 1) + halfInHex(sums, at));
  }
  return inHex;
}

const nothingInHex = '0'.repeat(16);

/** The buckets in which two copies, as sent, differ, in ascending order. */
export function differingBuckets(one: readonly string[], other: readonly string[]): number[] {
  const different: number[] = [];
  for (let bucket = 0; bucket < bucketCount; bucket++) if (one[bucket] !== other[bucket]) different.push(bucket);
  return different;
}

const HALF = 2 ** 32;
const halfAt = (sums: BucketSums, at: number): number => sums[at] as number;
const halfInHex = (sums: BucketSums, at: number): string => halfAt(sums, at).toString(16).padStart(8, '0');
