import { bucketCount } from '../../contract/replication.ts';
import { murmurHash3 } from './murmur-hash-3.ts';

/** Which of a collection's buckets, 0 to 255, a document counts in, for good: by its id alone. */
export const bucketOf = (id: string): number => murmurHash3(id).low % bucketCount;
