import { type Collection, collections } from '../../../contract/collection.ts';
import type { Checkpoint } from '../../../contract/replication.ts';
import type { Feed, FeedPage } from '../port/feed.ts';
import { toBucket } from '../to-bucket.ts';
import { type Database, prepare, snapshot } from './database.ts';
import type { DigestReads } from './digests.ts';
import type { DocumentReads } from './documents.ts';
import type { Epochs } from './epochs.ts';
import { type FeedParts, feedTransaction } from './feed-transaction.ts';
import type { Workspace, Workspaces } from './workspaces.ts';
import type { Writer } from './writer.ts';

type ReadParts = Readonly<{ reader: Database; workspaces: Workspaces; documents: DocumentReads; digests: DigestReads; epochs: Epochs }>;

export type FeedReads = Omit<Feed, 'transaction'>;

export function feedReads({ reader, workspaces, documents, digests, epochs }: ReadParts): FeedReads {
  const find = (name: string) => workspaces.find(name);

  function page(workspace: Workspace, collection: Collection, after: Checkpoint | undefined, limit: number): FeedPage | 'resync' {
    if (after && !epochs.valid(workspace, after, workspaces.counters(workspace).seq)) return 'resync';
    const changed = documents.changed(workspace, collection, after?.seq ?? 0, limit);
    const seq = changed.lastSeq ?? after?.seq ?? 0;
    const page = { documents: changed.documents, checkpoint: { epoch: epochs.newest(workspace), seq } };
    return page.documents.length < limit ? { ...page, digest: { seq, buckets: digests.kept(workspace, collection) } } : page;
  }

  const firstWaiting = prepare<{ receivedAt: number }>(
    reader,
    `SELECT received_at AS receivedAt FROM fact WHERE workspace = ? AND position > ? AND kind = 'event' ORDER BY position LIMIT 1`,
  );

  const heads = (workspace: Workspace) =>
    Object.fromEntries(collections.map((name) => [name, documents.head(workspace, name)])) as Record<Collection, number>;

  return {
    pull: async (name, collection, after, limit) => snapshot(reader, () => page(find(name), collection, after, limit)),
    async heads(name) {
      const workspace = find(name);
      return snapshot(reader, () => ({ epoch: epochs.newest(workspace), heads: heads(workspace) }));
    },
    documents: async (name, collection, ids) => snapshot(reader, () => documents.named(find(name), collection, ids)),
    documentsFrom: async (name, collection, prefix, after, limit) => documents.from(find(name), collection, prefix, after, limit),
    bucket: async (name, collection, bucket, after) =>
      snapshot(reader, () => {
        const workspace = find(name);
        if (!epochs.valid(workspace, after, workspaces.counters(workspace).seq)) return 'resync';
        return toBucket(documents.bucket(workspace, collection, bucket), after, digests.kept(workspace, collection)[bucket]);
      }),
    digests: async (name, collection) => snapshot(reader, () => digests.of(find(name), collection)),
    cursor: async (name) => workspaces.counters(find(name)).cursor,
    async lag(name) {
      const { lastEvent, cursor } = workspaces.counters(find(name));
      return Math.max(lastEvent - cursor, 0);
    },
    async waitingSince(name) {
      const workspace = find(name);
      const { lastEvent, cursor } = workspaces.counters(workspace);
      return lastEvent > cursor ? firstWaiting.get(workspace.id, cursor)?.receivedAt : undefined;
    },
  };
}

type WriteParts = Readonly<{ writer: Writer; workspaces: Workspaces; parts: FeedParts }>;

export type FeedWrites = Pick<Feed, 'transaction'>;

export function feedWrites({ writer, workspaces, parts }: WriteParts): FeedWrites {
  return {
    async transaction(name, work) {
      const workspace = workspaces.find(name);
      return writer.transaction(async () => {
        const counters = workspaces.counters(workspace);
        const { feed, check, end } = feedTransaction(parts, workspace, parts.epochs.newest(workspace), counters);
        try {
          const result = await work(feed);
          check();
          workspaces.save(workspace, counters);
          parts.digests.save(workspace);
          return result;
        } finally {
          end();
        }
      });
    },
  };
}
