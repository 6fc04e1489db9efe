import type { Collection } from '../../../contract/collection.ts';
import type { Fact, PlacedFact } from '../port/fact.ts';
import type { Change, FeedTransaction, OutboxRow, Replaced, Seqs } from '../port/feed.ts';
import { isReplicated } from '../replicated.ts';
import type { Digests } from './digests.ts';
import type { DocumentsInTransaction } from './documents-in-transaction.ts';
import type { Epochs } from './epochs.ts';
import type { AppendEvents, EventAppended } from './event-appends.ts';
import type { FactPlaces } from './fact-places.ts';
import type { FactReads } from './fact-reads.ts';
import type { FactWrites } from './fact-writes.ts';
import type { LeadLinks } from './lead-links.ts';
import type { OutboxWrites } from './outbox.ts';
import type { QuarantineWrites } from './quarantine.ts';
import type { RecentEvents } from './recent-events.ts';
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
  places: FactPlaces;
  appendEvents: AppendEvents;
  recent: RecentEvents;
  documents: DocumentsInTransaction;
  digests: Digests;
  links: LeadLinks;
  outbox: OutboxWrites;
  quarantine: QuarantineWrites;
  rebuilt: Rebuilt;
  epochs: Epochs;
}>;

export type HeldFeed = Readonly<{
  feed: FeedTransaction;
  /** Throws where it is over: it has ended, or a call of it failed, and what that one left half done must not be committed. */
  check(): void;
  /** Every later call throws, since by then it would write into somebody else's transaction, or into none. */
  end(): void;
}>;

/** The work of one holder of the feed lock. `counters` are moved here and saved by whoever runs the transaction. */
export function feedTransaction(parts: FeedParts, workspace: Workspace, epoch: string, counters: Counters): HeldFeed {
  let over = false;
  const check = () => {
    if (over || !parts.inTransaction()) throw new Error('the feed transaction is over');
  };

  async function call<T>(work: () => T | Promise<T>): Promise<T> {
    check();
    try {
      return await work();
    } catch (cause) {
      over = true;
      throw cause;
    }
  }

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
    if (parts.places.position(workspace, counters, fact.factId) !== undefined) throw new Error('a fact with this id is in the log already');
    parts.places.fact(workspace, fact.factId, position);
    parts.facts.insert(workspace, position, fact);
    counters.position = position;
    return { ...fact, position };
  }

  function append(facts: readonly Fact[]): readonly PlacedFact[] {
    const placed = facts.map(place);
    parts.places.settle(workspace, counters);
    return placed;
  }

  function unfolded(limit: number): readonly PlacedFact[] {
    const { cursor, lastEvent } = counters;
    if (cursor >= lastEvent) return [];
    return parts.recent.after(workspace, cursor, limit) ?? parts.reads.eventsAfter(workspace, cursor, limit);
  }

  function moveCursor(position: number): void {
    counters.cursor = position;
    parts.recent.folded(workspace, position);
  }

  function write(changes: readonly Change[]): Seqs {
    const seqs: Seqs = {};
    for (const change of parts.documents.byRow(workspace, changes)) writeOne(change, seqs);
    return seqs;
  }

  function queue(rows: readonly OutboxRow[]): void {
    for (const row of rows) parts.outbox.queue(workspace, row);
  }

  async function replaceAll(documents: AsyncIterable<Change> | Iterable<Change>): Promise<Replaced> {
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
    return { written, removed: vanished.length, miscounted: parts.digests.countAgain(workspace) };
  }

  const feed: FeedTransaction = {
    epoch,
    unfolded: (limit) => call(() => unfolded(limit)),
    moveCursor: (position) => call(() => moveCursor(position)),
    append: (facts) => call(() => append(facts)),
    appendEvent: (event) => call(() => (parts.appendEvents(workspace, counters, [event])[0] as EventAppended).outcome),
    releasePacket: (packetId) => call(() => parts.quarantine.release(workspace, packetId)),
    fact: (factId) => call(() => parts.reads.byId(workspace, factId)),
    known: (factIds) => call(() => new Set(factIds.filter((id) => parts.places.position(workspace, counters, id) !== undefined))),
    documents: (collection, ids) => call(() => parts.documents.named(workspace, collection, ids)),
    documentsFrom: (collection, prefix) => call(() => parts.documents.from(workspace, collection, prefix, '', NO_LIMIT)),
    write: (changes) => call(() => write(changes)),
    link: (links) => call(() => parts.links.add(workspace, links)),
    queue: (rows) => call(() => queue(rows)),
    replaceAll: (documents) => call(() => replaceAll(documents)),
    forgetEpochs: (next) => call(() => parts.epochs.forget(workspace, next, counters.seq + 1)),
  };
  return {
    feed,
    check,
    end() {
      over = true;
    },
  };
}
