import type { Collection } from '../../../contract/collection.ts';
import type { Fact } from '../port/fact.ts';
import type { Change, FeedTransaction, Seqs } from '../port/feed.ts';
import { type Database, prepare } from './database.ts';
import { type DocumentReads, type DocumentWrites, isReplicated } from './documents.ts';
import type { FactReads } from './fact-reads.ts';
import type { FactWrites } from './fact-writes.ts';
import type { OutboxWrites } from './outbox.ts';
import type { QuarantineWrites } from './quarantine.ts';
import type { Rebuilt } from './replace-all.ts';
import type { Counters, Workspace } from './workspaces.ts';

/** https://sqlite.org/lang_select.html#limitoffset */
const NO_LIMIT = -1;

/** What a feed transaction works with, all on the writing connection. */
export type FeedParts = Readonly<{
  /** False once SQLite has rolled back by itself, as it may on a full disk. */
  inTransaction: () => boolean;
  reads: FactReads;
  facts: FactWrites;
  documents: DocumentReads & DocumentWrites;
  links: LeadLinks;
  outbox: OutboxWrites;
  quarantine: QuarantineWrites;
  rebuilt: Rebuilt;
}>;

export interface LeadLinks {
  add(workspace: Workspace, leadId: string, position: number): void;
}

export function leadLinks(database: Database): LeadLinks {
  const insert = prepare(database, 'INSERT INTO lead_fact (workspace, lead_id, position) VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
  return { add: ({ id }, leadId, position) => void insert.run(id, leadId, position) };
}

/**
 * The work of one holder of the feed lock. `counters` are moved here and saved by whoever runs the transaction; `end` makes every
 * later call throw, since by then it would write into somebody else's transaction, or into none.
 */
export function feedTransaction(
  parts: FeedParts,
  workspace: Workspace,
  epoch: string,
  counters: Counters,
): Readonly<{ feed: FeedTransaction; end: () => void }> {
  let ended = false;
  const check = () => {
    if (ended || !parts.inTransaction()) throw new Error('the feed transaction is over');
  };

  /** I4: the lock is held, so `seq` rises in commit order. */
  function writeOne(change: Change, seqs: Partial<Record<Collection, number>>): boolean {
    const written = parts.documents.write(workspace, change, counters.seq + 1);
    if (written && isReplicated(change.collection)) {
      counters.seq += 1;
      seqs[change.collection] = counters.seq;
    }
    return written;
  }

  function place(fact: Fact) {
    const position = counters.position + 1;
    if (!parts.facts.insert(workspace, position, fact)) throw new Error('a fact with this id is in the log already');
    counters.position = position;
    return { ...fact, position };
  }

  const feed: FeedTransaction = {
    epoch,
    async unfolded(limit) {
      check();
      if (counters.cursor >= counters.lastEvent) return [];
      return parts.reads.eventsAfter(workspace, counters.cursor, limit);
    },
    async moveCursor(position) {
      check();
      counters.cursor = position;
    },
    async append(facts) {
      check();
      return facts.map(place);
    },
    async appendEvent(event) {
      check();
      if (!parts.facts.insert(workspace, counters.position + 1, event)) {
        return parts.reads.standing(workspace, event.factId)?.digest === event.digest ? 'duplicate' : 'idReused';
      }
      counters.position += 1;
      counters.lastEvent = counters.position;
      return 'stored';
    },
    async releasePacket(packetId) {
      check();
      return parts.quarantine.release(workspace, packetId);
    },
    async fact(factId) {
      check();
      return parts.reads.byId(workspace, factId);
    },
    async documents(collection, ids) {
      check();
      return parts.documents.named(workspace, collection, ids);
    },
    async documentsFrom(collection, prefix) {
      check();
      return parts.documents.from(workspace, collection, prefix, '', NO_LIMIT);
    },
    async write(changes) {
      check();
      const seqs: Seqs = {};
      for (const change of changes) writeOne(change, seqs);
      return seqs;
    },
    async link(links) {
      check();
      for (const { leadId, position } of links) parts.links.add(workspace, leadId, position);
    },
    async queue(rows) {
      check();
      for (const row of rows) parts.outbox.queue(workspace, row);
    },
    async replaceAll(documents) {
      check();
      let written = 0;
      parts.rebuilt.start();
      for await (const change of documents) {
        if (change.document === null) continue;
        parts.rebuilt.made(change.collection, change.id);
        if (writeOne(change, {})) written += 1;
      }
      const vanished = parts.rebuilt.vanished(workspace);
      for (const change of vanished) writeOne(change, {});
      parts.rebuilt.end();
      return { written, removed: vanished.length };
    },
  };
  return {
    feed,
    end() {
      ended = true;
    },
  };
}
