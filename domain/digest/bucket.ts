import { bucketCount } from '../../contract/replication.ts';

const offsetBasis = 0x811c9dc5;
const prime = 0x01000193;

/**
 * Which of a collection's buckets, 0 to 255, a document counts in, for good: by its id alone. FNV-1a (32 bits, folded by xor to 8) of the id,
 * whose characters are ASCII: http://www.isthe.com/chongo/tech/comp/fnv/.
 */
export function bucketOf(id: string): number {
  let hash = offsetBasis;
  for (let at = 0; at < id.length; at += 1) hash = Math.imul(hash ^ id.charCodeAt(at), prime);
  return (hash ^ (hash >>> 8) ^ (hash >>> 16) ^ (hash >>> 24)) & (bucketCount - 1);
}
