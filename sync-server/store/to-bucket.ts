import type { AnyDocument } from '../../contract/collection.ts';
import type { Checkpoint } from '../../contract/replication.ts';
import type { FeedBucket } from './port/feed.ts';

/** A document's row; without a body it is a tombstone, and without a `seq` nothing that a desk knows of. */
type Row = Readonly<{ id: string; seq?: number | null; body: string | null }>;

/** The rows of one bucket as its answer. */
export function toBucket(rows: readonly Row[], after: Checkpoint, digest: string | undefined): FeedBucket {
  if (digest === undefined) throw new RangeError('there is no such bucket');
  return {
    documents: rows.flatMap(({ seq, body }) => (seq && body !== null ? [{ seq, document: JSON.parse(body) as AnyDocument }] : [])),
    removed: rows.filter(({ seq, body }) => seq && body === null && seq > after.seq).map(({ id }) => id),
    digest,
  };
}
