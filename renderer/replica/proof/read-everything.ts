import { type Collection, collections } from '../../../contract/collection.ts';
import type { Records } from '../replica-store.ts';
import { bodyDigest, sameDigest } from './body-digest.ts';
import { type ScrubNeeds, scrubCollection } from './scrub-collection.ts';
import type { StoredDigests } from './stored-digests.ts';

export type ReadNeeds = Readonly<{
  records: (name: Collection) => Records;
  stored: StoredDigests;
  /** Runs while no page is on its way into the collection; undefined where it cannot. */
  whileStill: (name: Collection, work: () => Promise<readonly string[]>) => Promise<readonly string[] | undefined>;
  /** All of a collection is on the disk as it was written, or these are not. */
  onWhole: (name: Collection) => void;
  onWrong: (name: Collection, ids: readonly string[]) => Promise<void>;
}>;

type Pass = Pick<ScrubNeeds, 'pace' | 'onRead' | 'ending'>;

/** Reads every collection from the disk, once, and tells which documents are not as they were written. */
export async function readEverything(needs: ReadNeeds, pass: Pass): Promise<void> {
  const { records, stored } = needs;
  for (const name of collections) {
    const suspects = await scrubCollection({ name, records: records(name), stored, ...pass });
    if (pass.ending.aborted) return;
    const wrong = suspects.size === 0 ? [] : await needs.whileStill(name, () => stillWrong(needs, name, [...suspects]));
    if (!wrong) continue; // the pull is over; what is stored is read anew at the next start
    if (wrong.length === 0) needs.onWhole(name);
    else await needs.onWrong(name, wrong);
  }
}

/** A suspect that was written to while the others were read is innocent. */
async function stillWrong({ records, stored }: ReadNeeds, name: Collection, suspects: readonly string[]): Promise<readonly string[]> {
  while (!stored.isSettled(name)) stored.settle(suspects.length);
  const kept = await records(name).read(suspects);
  return suspects.filter((id) => {
    const record = kept.get(id);
    const written = stored.of(name, id);
    const read = record && bodyDigest(record.body);
    return record && !read ? true : !sameDigest(read, written);
  });
}
