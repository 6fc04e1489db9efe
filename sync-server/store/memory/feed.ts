import { type Collection, collections } from '../../../contract/collection.ts';
import type { Checkpoint } from '../../../contract/replication.ts';
import { bucketOf } from '../../../domain/digest/bucket.ts';
import { isOfThisFeed } from '../checkpoint-validity.ts';
import type { Feed, FeedPage } from '../port/feed.ts';
import { toBucket } from '../to-bucket.ts';
import { countedDigest, keptDigest } from './digests.ts';
import type { Tables } from './disk.ts';
import { changedAfter, from, headOf, named, pulled } from './documents.ts';
import { eventsAfter, taken } from './facts.ts';
import { feedTransaction } from './feed-transaction.ts';
import { countersOf, type Side, type Workspaces } from './workspaces.ts';
import type { Writer } from './writer.ts';

/** In a transaction: begins another life of the writer. */
export function appendEpoch(tables: Tables, epoch: string): void {
  const number = [...tables.epochs.open.values()].length;
  tables.epochs.put(number, { epoch, firstSeq: countersOf(tables, 'open').seq + 1 });
}

/** In a transaction: the one life of the writer that is known from now on. */
export function forgetEpochs(tables: Tables, next: string): void {
  const known = [...tables.epochs.open.values()].length;
  for (let number = 0; number < known; number += 1) tables.epochs.put(number, undefined);
  appendEpoch(tables, next);
}

const newestEpoch = ({ epochs }: Tables, side: Side): string => [...epochs[side].values()].at(-1)?.epoch ?? '';

function isValid(tables: Tables, { epoch, seq }: Checkpoint): boolean {
  const all = [...tables.epochs.synced.values()];
  const at = all.findIndex((one) => one.epoch === epoch);
  return isOfThisFeed(seq, all[at], all[at + 1], countersOf(tables, 'synced').seq);
}

export function feedOn({ find }: Workspaces, writer: Writer, now: () => number): Feed {
  function page(tables: Tables, collection: Collection, after: Checkpoint | undefined, limit: number): FeedPage | 'resync' {
    if (after && !isValid(tables, after)) return 'resync';
    const rows = taken(changedAfter(tables, collection, after?.seq ?? 0), limit);
    const seq = rows.at(-1)?.seq ?? after?.seq ?? 0;
    const read = { documents: rows.map(pulled), checkpoint: { epoch: newestEpoch(tables, 'synced'), seq } };
    return rows.length < limit ? { ...read, digest: { seq, buckets: keptDigest(tables, collection) } } : read;
  }

  return {
    async transaction(name, work) {
      const tables = find(name);
      return writer.transaction(async () => {
        const { feed, check, end } = feedTransaction({
          tables,
          epoch: newestEpoch(tables, 'open'),
          now,
          check: writer.check,
          forgetEpochs,
        });
        try {
          const result = await work(feed);
          check();
          return result;
        } finally {
          end();
        }
      });
    },
    async bucket(name, collection, bucket, after) {
      const tables = find(name);
      if (!isValid(tables, after)) return 'resync';
      const rows = [...tables.documents(collection).synced.values()].filter(({ id }) => bucketOf(id) === bucket);
      return toBucket(rows, after, keptDigest(tables, collection)[bucket]);
    },
    pull: async (name, collection, after, limit) => page(find(name), collection, after, limit),
    async heads(name) {
      const tables = find(name);
      const heads = Object.fromEntries(collections.map((collection) => [collection, headOf(tables, collection)]));
      return { epoch: newestEpoch(tables, 'synced'), heads: heads as Record<Collection, number> };
    },
    async digests(name, collection) {
      const tables = find(name);
      return { kept: keptDigest(tables, collection), counted: countedDigest(tables, collection) };
    },
    documents: async (name, collection, ids) => named(find(name), 'synced', collection, ids),
    documentsFrom: async (name, collection, prefix, after, limit) => taken(from(find(name), 'synced', collection, prefix, after), limit),
    cursor: async (name) => countersOf(find(name), 'synced').cursor,
    async lag(name) {
      const { lastEvent, cursor } = countersOf(find(name), 'synced');
      return Math.max(lastEvent - cursor, 0);
    },
    async waitingSince(name) {
      const tables = find(name);
      return taken(eventsAfter(tables, 'synced', countersOf(tables, 'synced').cursor), 1)[0]?.receivedAt;
    },
  };
}
