import { bucketOf } from '../../domain/digest/bucket.ts';
import { addDigest, emptySums, subtractDigest } from '../../domain/digest/bucket-sums.ts';
import { documentDigest } from '../../domain/digest/document-digest.ts';
import { median } from '../ingest/quantile.ts';

const rounds = 9;
const usPerMs = 1_000;

/**
 * What the digest costs the server for each document that it writes again, in us of the one core that it has: the bucket, the hash of the new
 * bytes, and both sums. The hash of the old bytes is remembered. Without making the JSON, which is made for the store. The median of several rounds after one
 * that does not count.
 *
 * @param documents canonical JSON, as they are stored; at least some thousands, or the clock is too coarse
 */
export function measureDigestOnServer(documents: readonly Readonly<{ id: string; body: string }>[]): number {
  const sums = emptySums();
  const known = documents.map(({ body }) => documentDigest(body));
  const round = () => {
    const startedAt = performance.now();
    documents.forEach(({ id, body }, index) => {
      const bucket = bucketOf(id);
      subtractDigest(sums, bucket, known[index] ?? { high: 0, low: 0 });
      addDigest(sums, bucket, documentDigest(body));
    });
    return ((performance.now() - startedAt) * usPerMs) / documents.length;
  };
  round();
  return median(Array.from({ length: rounds }, round));
}
