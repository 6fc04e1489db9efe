import type { Collection } from '../../../contract/collection.ts';
import type { DiskRecord, Records } from '../replica-store.ts';
import { bodyDigest, sameDigest } from './body-digest.ts';
import type { StoredDigests } from './stored-digests.ts';

/** Documents read and hashed at a stretch: some 50 ms of a worker that has nothing else to do. */
export const scrubChunk = 1_000;

export type ScrubNeeds = Readonly<{
  name: Collection;
  records: Pick<Records, 'after'>;
  stored: Pick<StoredDigests, 'of' | 'ids'>;
  /** Waits for its moment before each chunk. */
  pace: () => Promise<void>;
  /** So many more were read. */
  onRead: (count: number) => void;
  ending: AbortSignal;
}>;

/**
 * Reads a whole collection from the disk, in the order of the ids, and names the documents that are not what was written: other bytes, no document
 * any more, gone, or never written by us. Since others write meanwhile these are suspects, to be looked at again while the store is still.
 *
 * By ranges of ids rather than bucket by bucket: a range is one walk along the index, finds what nobody knows of, and a bucket would be some hundred
 * look-ups all over the table.
 */
export async function scrubCollection({ name, records, stored, pace, onRead, ending }: ScrubNeeds): Promise<ReadonlySet<string>> {
  const suspects = new Set<string>();
  const seen = new Set<string>();
  let after: string | undefined = '';
  while (after !== undefined) {
    await pace();
    if (ending.aborted) return new Set();
    const found: readonly DiskRecord[] = await records.after(after, scrubChunk);
    for (const { id, body } of found) {
      seen.add(id);
      if (!isAsWritten(body, stored.of(name, id))) suspects.add(id);
    }
    onRead(found.length);
    after = found.length < scrubChunk ? undefined : found.at(-1)?.id;
  }
  for (const id of stored.ids(name)) if (!seen.has(id)) suspects.add(id);
  return suspects;
}

const isAsWritten = (body: unknown, written: ReturnType<StoredDigests['of']>): boolean =>
  written !== undefined && sameDigest(bodyDigest(body), written);
