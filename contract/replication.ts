import { z } from './zod.ts';

/** A client's place in the feed. `epoch` names the writer's life in which `seq` was given. */
export const Checkpoint = z.strictObject({ epoch: z.uuid(), seq: z.int().nonnegative() });
export type Checkpoint = z.infer<typeof Checkpoint>;

/** `GET /v1/replication/{collection}?after=&epoch=&limit=`; no `after` starts from zero. */
export const PullQuery = z.strictObject({
  epoch: z.uuid().optional(),
  after: z.coerce.number().int().nonnegative().optional(),
  limit: z.coerce.number().int().min(1).max(5_000).default(1_000),
});
export type PullQuery = z.infer<typeof PullQuery>;

/** A document as pulled: its own fields and `_deleted`; a tombstone has only `id` beside it. The desk parses each by its collection's schema. */
export const PulledDocument = z.looseObject({ id: z.string(), _deleted: z.boolean() });
export type PulledDocument = z.infer<typeof PulledDocument>;

const bucketSum = z.string().regex(/^[0-9a-f]{16}$/);

/** Of each collection, for its digest. */
export const bucketCount = 256;

/**
 * What a copy of a collection proves by that it is the server's: of each of 256 buckets (`bucketOf` an id) the sum of `documentDigest` of
 * its documents modulo 2^64, 16 hex digits, the highest first. A document counts as its canonical JSON, without `_deleted`; a tombstone counts nothing.
 *
 * It is that of the collection as it stands at `seq` and at no other place. `seq` is always that of the page's checkpoint, since a page that is
 * not full ends at the collection's last change: compare once everything of this page and of those before it is stored, and nothing of a later one.
 * After an empty page a copy has nothing to store, and stands at `seq` already. The page's epoch may be newer than that of
 * the stored checkpoint then; the same `seq` is the same collection all the same.
 */
export const CollectionDigest = z.strictObject({
  seq: z.int().nonnegative(),
  buckets: z.array(bucketSum).length(bucketCount),
});
export type CollectionDigest = z.infer<typeof CollectionDigest>;

/** One page in `seq` order. A page shorter than `limit` is the end, and the only one with a digest. */
export const PullPage = z.strictObject({
  protocol: z.int(),
  documents: z.array(PulledDocument),
  checkpoint: Checkpoint,
  digest: CollectionDigest.optional(),
});
export type PullPage = z.infer<typeof PullPage>;

/** `GET /v1/replication/{collection}/buckets/{bucket}?epoch=&after=`: the checkpoint is the desk's own. */
export const BucketNumber = z.coerce
  .number()
  .int()
  .min(0)
  .max(bucketCount - 1);
export const BucketQuery = z.strictObject({ epoch: z.uuid(), after: z.coerce.number().int().nonnegative() });

/** One of a collection's 256 buckets, all of it read in one transaction: what a desk whose sum differs compares its documents with. */
export const BucketPage = z.strictObject({
  protocol: z.int(),
  /** Every document of the bucket, with the `seq` of its last change. */
  documents: z.array(z.strictObject({ seq: z.int().positive(), document: z.looseObject({ id: z.string() }) })),
  /** Which of the bucket were removed after the checkpoint. */
  removed: z.array(z.string()),
  /** The bucket's sum as the server keeps it, of exactly these documents. */
  digest: bucketSum,
});
export type BucketPage = z.infer<typeof BucketPage>;

/** The head of every collection, sent on connect and, for those that moved, as a poke. */
export const Heads = z.strictObject({
  protocol: z.int(),
  epoch: z.uuid(),
  heads: z.record(z.string(), z.int().nonnegative()),
  /** Chat events that are stored and not in any collection yet, where they are so many that one would notice; else absent. */
  lag: z.int().positive().optional(),
});
export type Heads = z.infer<typeof Heads>;
