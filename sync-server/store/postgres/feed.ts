import type { Collection } from '../../../contract/collection.ts';
import type { Checkpoint } from '../../../contract/replication.ts';
import type { Feed, FeedPage, FeedTransaction } from '../port/feed.ts';
import { inTransaction, lock, type Pool, type Queries, reading, writing } from './database.ts';
import { changedDocuments, documentsFrom, headsOf, namedDocuments } from './documents.ts';
import { currentEpoch, isValid, newestEpoch } from './epochs.ts';
import { type FeedParts, feedTransaction } from './feed-transaction.ts';
import type { Lanes } from './lanes.ts';
import { eventsWithoutPlace, placeEvents } from './place-events.ts';
import { waitingSince } from './waiting-since.ts';
import { type Counters, readCounters, saveCounters, type Workspace, type Workspaces } from './workspaces.ts';

type Parts = FeedParts & Readonly<{ pool: Pool; lanes: Lanes; workspaces: Workspaces; randomUuid: () => string }>;

export function feedOf(parts: Parts): Feed {
  const { pool, lanes, workspaces } = parts;
  return {
    transaction: (name, work) =>
      lanes.inTurn(name, async () => {
        const workspace = await workspaces.find(name);
        return inTransaction(pool, writing, (tx) => underFeedLock(parts, tx, workspace, work));
      }),
    async pull(name, collection, after, limit) {
      const workspace = await workspaces.find(name);
      return inTransaction(pool, reading, (tx) => page(tx, workspace, collection, after, limit));
    },
    async heads(name) {
      const workspace = await workspaces.find(name);
      return inTransaction(pool, reading, async (tx) => ({ epoch: await newestEpoch(tx, workspace), heads: await headsOf(tx, workspace) }));
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

/** The one writer of a workspace's feed at a time, among all replicas (I4). Events get their places before anything is written. */
async function underFeedLock<T>(parts: Parts, tx: Queries, workspace: Workspace, work: (feed: FeedTransaction) => Promise<T>): Promise<T> {
  await lock(tx, 'feed', workspace.id);
  const counters = await readCounters(tx, workspace);
  const before = JSON.stringify(counters);
  await placeEvents(tx, workspace, counters);
  const epoch = await currentEpoch(tx, workspace, () => counters.seq + 1, parts.randomUuid);
  const { feed, end } = feedTransaction(parts, { tx, workspace, epoch, counters });
  try {
    const result = await work(feed);
    await saveMoved(tx, workspace, counters, before);
    return result;
  } finally {
    end();
  }
}

async function saveMoved(tx: Queries, workspace: Workspace, counters: Counters, before: string): Promise<void> {
  if (JSON.stringify(counters) !== before) await saveCounters(tx, workspace, counters);
}

async function page(
  tx: Queries,
  workspace: Workspace,
  collection: Collection,
  after: Checkpoint | undefined,
  limit: number,
): Promise<FeedPage | 'resync'> {
  if (after && !(await isValid(tx, workspace, after, (await readCounters(tx, workspace)).seq))) return 'resync';
  const { documents, lastSeq } = await changedDocuments(tx, workspace, collection, after?.seq ?? 0, limit);
  return { documents, checkpoint: { epoch: await newestEpoch(tx, workspace), seq: lastSeq ?? after?.seq ?? 0 } };
}
