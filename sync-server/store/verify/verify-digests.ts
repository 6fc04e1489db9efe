import { type Collection, collections } from '../../../contract/collection.ts';
import { bucketCount } from '../../../contract/replication.ts';
import { differingBuckets } from '../../../domain/digest/bucket-sums.ts';
import { isDamage } from '../../store-failure.ts';
import type { Feed } from '../port/feed.ts';

/** A collection whose digest is not that of its documents, by the buckets that differ, or whose documents cannot all be read. */
export type DigestFault = Readonly<{ collection: Collection; buckets: readonly number[] | 'unreadable' }>;

/** Reads every document of a workspace and compares what its bytes count with what was counted when they were written. */
export async function verifyDigests(
  feed: Pick<Feed, 'digests'>,
  workspace: string,
  progress: (done: number, total: number) => void = () => undefined,
): Promise<readonly DigestFault[]> {
  const faults: DigestFault[] = [];
  for (const [index, collection] of collections.entries()) {
    const buckets = await differing(feed, workspace, collection);
    if (buckets.length > 0) faults.push({ collection, buckets });
    progress(index + 1, collections.length);
  }
  return faults;
}

async function differing(feed: Pick<Feed, 'digests'>, workspace: string, collection: Collection): Promise<DigestFault['buckets']> {
  try {
    const { kept, counted } = await feed.digests(workspace, collection);
    return differingBuckets(kept, counted);
  } catch (error) {
    if (!isDamage(error)) throw error;
    return 'unreadable';
  }
}

/** Of more it is enough to know how many. */
const mostNamed = 16;

export const linesOfDigests = (faults: readonly DigestFault[]): readonly string[] =>
  faults.length === 0 ? [`the documents of ${collections.length} collections are what their digests say`] : faults.map(lineOf);

function lineOf({ collection, buckets }: DigestFault): string {
  if (buckets === 'unreadable') return `${collection}: its documents cannot all be read`;
  const named = `${buckets.slice(0, mostNamed).join(', ')}${buckets.length > mostNamed ? ', ...' : ''}`;
  return `${collection}: its documents are not what its digest says, in ${buckets.length} of ${bucketCount} buckets (${named})`;
}
