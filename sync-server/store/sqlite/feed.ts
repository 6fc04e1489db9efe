import { type Collection, collections } from '../../../contract/collection.ts';
import type { Checkpoint } from '../../../contract/replication.ts';
import type { Feed, FeedPage } from '../port/feed.ts';
import { type Database, prepare, snapshot } from './database.ts';
import type { DocumentReads } from './documents.ts';
import type { Epochs } from './epochs.ts';
import { type FeedParts, feedTransaction } from './feed-transaction.ts';
import type { Counters, Workspace, Workspaces } from './workspaces.ts';
import type { Writer } from './writer.ts';

type Parts = Readonly<{
  writer: Writer;
  workspaces: Workspaces;
  /** On the writing connection. */
  writing: FeedParts & Readonly<{ epochs: Epochs }>;
  /** On the reading connection. */
  reading: Readonly<{ database: Database; documents: DocumentReads; epochs: Epochs; counters: (workspace: Workspace) => Counters }>;
}>;

export function feedOf({ writer, workspaces, writing, reading }: Parts): Feed {
  const find = (name: string) => workspaces.find(name);

  function page(workspace: Workspace, collection: Collection, after: Checkpoint | undefined, limit: number): FeedPage | 'resync' {
    if (after && !reading.epochs.valid(workspace, after, reading.counters(workspace).seq)) return 'resync';
    const { documents, lastSeq } = reading.documents.changed(workspace, collection, after?.seq ?? 0, limit);
    return { documents, checkpoint: { epoch: reading.epochs.newest(workspace), seq: lastSeq ?? after?.seq ?? 0 } };
  }

  const firstWaiting = prepare<{ receivedAt: number }>(
    reading.database,
    `SELECT received_at AS receivedAt FROM fact WHERE workspace = ? AND position > ? AND kind = 'event' ORDER BY position LIMIT 1`,
  );

  const heads = (workspace: Workspace) =>
    Object.fromEntries(collections.map((name) => [name, reading.documents.head(workspace, name)])) as Record<Collection, number>;

  return {
    async transaction(name, work) {
      const workspace = find(name);
      return writer.transaction(async () => {
        const counters = workspaces.counters(workspace);
        const { feed, check, end } = feedTransaction(writing, workspace, writing.epochs.newest(workspace), counters);
        try {
          const result = await work(feed);
          check();
          workspaces.save(workspace, counters);
          return result;
        } finally {
          end();
        }
      });
    },
    pull: async (name, collection, after, limit) => snapshot(reading.database, () => page(find(name), collection, after, limit)),
    async heads(name) {
      const workspace = find(name);
      return snapshot(reading.database, () => ({ epoch: reading.epochs.newest(workspace), heads: heads(workspace) }));
    },
    documents: async (name, collection, ids) => snapshot(reading.database, () => reading.documents.named(find(name), collection, ids)),
    documentsFrom: async (name, collection, prefix, after, limit) => reading.documents.from(find(name), collection, prefix, after, limit),
    cursor: async (name) => reading.counters(find(name)).cursor,
    async lag(name) {
      const { lastEvent, cursor } = reading.counters(find(name));
      return Math.max(lastEvent - cursor, 0);
    },
    async waitingSince(name) {
      const workspace = find(name);
      const { lastEvent, cursor } = reading.counters(workspace);
      return lastEvent > cursor ? firstWaiting.get(workspace.id, cursor)?.receivedAt : undefined;
    },
  };
}
