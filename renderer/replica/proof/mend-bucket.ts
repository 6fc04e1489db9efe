import type { Collection } from '../../../contract/collection.ts';
import { BucketPage, type Checkpoint } from '../../../contract/replication.ts';
import { failed, ok, type Result } from '../../../contract/result.ts';
import { bucketOf } from '../../../domain/digest/bucket.ts';
import { addDigest, emptySums, sumsInHex } from '../../../domain/digest/bucket-sums.ts';
import type { Api } from '../api.ts';
import type { DiskRecord, DiskWrite, Records } from '../replica-store.ts';
import { toStored } from '../stored-body.ts';
import { bodyDigest, sameDigest } from './body-digest.ts';
import type { Difference } from './difference.ts';
import type { StoredDigests } from './stored-digests.ts';

export type MendNeeds = Readonly<{
  name: Collection;
  records: Pick<Records, 'read' | 'write'>;
  stored: Pick<StoredDigests, 'ids'>;
  api: Pick<Api, 'get'>;
  now: () => number;
}>;

export type Mended = Readonly<{
  found: readonly Difference[];
  /** The server's sum is not the sum of its own documents: no repair here can make them equal. */
  serverWrong: boolean;
}>;

type Wrong = DiskWrite & Pick<Difference, 'how'>;

/**
 * Compares every document of a bucket with the server's, on the disk, and writes the server's over those that differ. To be run while the store is
 * still at `place`: what the server changed after that is left to the pull, so that no version is ever written over a newer one. Commands are in
 * another collection and not looked at. `suspects` are ids that are looked at whether or not they are known.
 */
export async function mendBucket(
  { name, records, stored, api, now }: MendNeeds,
  bucket: number,
  suspects: Iterable<string>,
  place: Checkpoint,
  ending: AbortSignal,
): Promise<Result<Mended>> {
  const path = `/v1/replication/${name}/buckets/${bucket}?epoch=${place.epoch}&after=${place.seq}`;
  const answer = await api.get(path, BucketPage, ending);
  if (!answer.ok) return answer;
  if (ending.aborted) return failed('server.unreachable');

  const theirs = new Map(answer.value.documents.map(({ seq, document }) => [document.id, { seq, document }]));
  const removedSince = new Set(answer.value.removed);
  const known = [...stored.ids(name), ...suspects].filter((id) => bucketOf(id) === bucket);
  const ids = [...new Set([...known, ...theirs.keys()])];
  const before = await records.read(ids);

  const wrong = ids.flatMap((id): Wrong[] => {
    const document = theirs.get(id);
    if (removedSince.has(id) || (document && document.seq > place.seq)) return [];
    return judge(name, id, before.get(id), document?.document);
  });
  if (wrong.length > 0) await records.write(wrong.map(({ id, body }) => (body ? { id, body } : { id })));
  const after = await records.read(wrong.map(({ id }) => id));
  const found = wrong.map(
    ({ id, how, body }): Difference => ({ at: now(), collection: name, id, how, repaired: isStored(after.get(id), body) }),
  );
  return ok({ found, serverWrong: sumOf(bucket, answer.value) !== answer.value.digest });
}

/** What has to be written so that a document is the server's; nothing where it is. */
function judge(name: Collection, id: string, record: DiskRecord | undefined, theirs: { id: string } | undefined): Wrong[] {
  if (!theirs) return record ? [{ id, how: 'extra' }] : [];
  const { body } = toStored(name, { ...theirs, _deleted: false });
  if (!record) return [{ id, body, how: 'missing' }];
  const ours = bodyDigest(record.body);
  if (!ours) return [{ id, body, how: 'damaged' }];
  return sameDigest(ours, bodyDigest(body)) ? [] : [{ id, body, how: 'changed' }];
}

const isStored = (record: DiskRecord | undefined, body: object | undefined): boolean =>
  body ? record !== undefined && sameDigest(bodyDigest(record.body), bodyDigest(body)) : record === undefined;

function sumOf(bucket: number, { documents }: BucketPage): string {
  const sums = emptySums();
  for (const { document } of documents) {
    const digest = bodyDigest(document);
    if (digest) addDigest(sums, bucket, digest);
  }
  return sumsInHex(sums)[bucket] as string;
}
