import { type Hash64, murmurHash3 } from './murmur-hash-3.ts';

/**
 * What a document adds to the sum of its bucket.
 *
 * @param canonicalJson the whole document by its contract, `id` included and `_deleted` not, as `canonicalJson` writes it
 */
export const documentDigest = (canonicalJson: string): Hash64 => murmurHash3(canonicalJson);
