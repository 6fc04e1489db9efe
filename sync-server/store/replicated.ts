import { type Collection, collections } from '../../contract/collection.ts';
import type { Kept } from './port/feed.ts';

const replicated: ReadonlySet<Kept> = new Set(collections);

/** Whether desks have a copy of it: its documents have a `seq`, leave a tombstone and count in the digest; internal ones do none of these. */
export const isReplicated = (collection: Kept): collection is Collection => replicated.has(collection);
