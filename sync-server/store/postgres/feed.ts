import type { Collection } from '../../../contract/collection.ts';
import type { Checkpoint } from '../../../contract/replication.ts';
import { sumsInHex } from '../../../domain/digest/bucket-sums.ts';
import type { Feed, FeedPage, FeedTransaction } from '../port/feed.ts';
import { toBucket } from '../to-bucket.ts';
import { inTransaction, type Pool, type Queries, reading, writingUnder } from './database.ts';
import { countedDigest, keptDigest } from './digests.ts';
import type { DocumentMemory, OpenMemory } from './document-memory.ts';
import { bucketRows, changedDocuments, documentsFrom, headsOf, namedDocuments } from './documents.ts';
import { currentEpoch, isValid, newestEpoch } from './epochs.ts';
import { type FeedParts, feedTransaction, type Held } from './feed-transaction.ts';
import type { Lanes } from './lanes.ts';
import { eventsWithoutPlace, placeEvents } from './place-events.ts';
import { waitingSince } from './waiting-since.ts';
import { type Counters, readCounters, saveCounters, type Workspace, type Workspaces } from './workspaces.ts';

type Parts = FeedParts & Readonly<{ pool: Pool; lanes: Lanes; workspaces: Workspaces; memory: DocumentMemory }>;

export function feedOf(parts: Parts): Feed {
  const { pool, lanes, workspaces } = parts;
  return {
    transaction: (name, work) => lanes.inTurn(name, async () => underFeedLock(parts, await workspaces.find(name), work)),
    async pull(name, collection, after, limit) {
      const workspace = await workspaces.find(name);
      return inTransaction(pool, reading, (tx) => page(tx, workspace, collection, after, limit));
    },
    async heads(name) {
      const workspace = await workspaces.find(name);
      return inTransaction(pool, reading, async (tx) => ({ epoch: await newestEpoch(tx, workspace), heads: await headsOf(tx, workspace) }));
    },
    async bucket(name, collection, bucket, after) {
      const workspace = await workspaces.find(name);
      return inTransaction(pool, reading, async (tx) => {
        if (!(await isValid(tx, workspace, after, (await readCounters(tx, workspace)).seq))) return 'resync';
        const rows = await bucketRows(tx, workspace, collection, bucket);
        return toBucket(rows, after, (await keptDigest(tx, workspace, collection))[bucket]);
      });
    },
    async digests(name, collection) {
      const workspace = await workspaces.find(name);
      return inTransaction(pool, reading, async (tx) => ({
        kept: await keptDigest(tx, workspace, collection),
        counted: sumsInHex(await countedDigest(tx, workspace, collection)),
      }));
    },
    documents: async (name, collection, ids) => namedDocuments(pool, await workspaces.find(name), collection, ids),
    documentsFrom: async (name, collection, prefix, after, limit) =>
      documentsFrom(pool, await workspaces.find(name), collection, { prefix, after, limit }),
    cursor: async (name) => (await readCounters(pool, await workspaces.find(name))).cursor,
    async lag(name) {
      const workspace = await workspaces.find(name);
      return inTransaction(pool, reading, async (tx) => {
        const { lastEvent, cursor } = await readCounters(tx, workspace);
        return Math.max(lastEvent - cursor, 0) + (await eventsWithoutPlace(tx, workspace));
      });
    },
    waitingSince: async (name) => waitingSince(pool, await workspaces.find(name)),
  };
}

/** The one writer of a workspace's feed at a time, among all replicas (I4). What it remembers is good only if it ended well. */
async function underFeedLock<T>(parts: Parts, workspace: Workspace, work: (feed: FeedTransaction) => Promise<T>): Promise<T> {
  let memory: OpenMemory | undefined;
  try {
    const { result, writer } = await inTransaction(parts.pool, writingUnder('feed', workspace.id), async (tx) => {
      const { counters, epoch } = await takeFeed(parts, tx, workspace);
      memory = parts.memory.open(workspace, counters.before);
      return runWork(parts, { tx, workspace, epoch, counters: counters.now, memory }, counters.before, work);
    });
    memory?.end(writer);
    return result;
  } catch (error) {
    memory?.end();
    throw error;
  }
}

/** Events get their places before anything is written; one wait for all of it. */
async function takeFeed({ randomUuid }: Parts, tx: Queries, workspace: Workspace) {
  const placing = placeEvents(tx, workspace);
  const nextSeq = async () => (await placing).now.seq + 1;
  const [counters, epoch] = await Promise.all([placing, currentEpoch(tx, workspace, nextSeq, randomUuid)]);
  return { counters, epoch };
}

async function runWork<T>(parts: Parts, held: Held, before: Counters, work: (feed: FeedTransaction) => Promise<T>) {
  const { tx, workspace, counters } = held;
  const { feed, later, saveDigests, settled, check, end } = feedTransaction(parts, held);
  try {
    const result = await work(feed);
    check();
    saveDigests();
    if (!sameCounters(counters, before)) later(saveCounters(tx, workspace, counters));
    await settled();
    return { result, writer: counters.writer };
  } catch (error) {
    await settled(); // a statement that failed makes all that follow it fail: the first failure is the cause
    throw error;
  } finally {
    end();
  }
}

const sameCounters = (a: Counters, b: Counters): boolean => JSON.stringify(a) === JSON.stringify(b);

async function page(
  tx: Queries,
  workspace: Workspace,
  collection: Collection,
  after: Checkpoint | undefined,
  limit: number,
): Promise<FeedPage | 'resync'> {
  if (after && !(await isValid(tx, workspace, after, (await readCounters(tx, workspace)).seq))) return 'resync';
  const { documents, lastSeq } = await changedDocuments(tx, workspace, collection, after?.seq ?? 0, limit);
  const seq = lastSeq ?? after?.seq ?? 0;
  const read = { documents, checkpoint: { epoch: await newestEpoch(tx, workspace), seq } };
  if (documents.length >= limit) return read;
  return { ...read, digest: { seq, buckets: await keptDigest(tx, workspace, collection) } };
}
