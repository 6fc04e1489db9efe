import type { AskedModel } from '../../../contract/asked-model.ts';
import type { AnyDocument, Collection, DocumentOf } from '../../../contract/collection.ts';
import type { DownMessage } from '../../../contract/down-message.ts';
import type { Checkpoint, CollectionDigest } from '../../../contract/replication.ts';
import type { RequestStanding } from '../../../contract/request-standing.ts';
import type { Lesson } from '../../../domain/request-decision/learning/lessons.ts';
import type { CommandFact, DecisionFact, DispatchFact, EventFact, PlacedFact } from './fact.ts';
import type { Appended } from './log.ts';

/** What a chat client is told of a request. */
export type ToldStanding = Exclude<RequestStanding, 'waiting'>;

/** Derived state that the fold needs and no desk sees. Rebuilt like the read models, but without change rows. */
export interface InternalDocuments {
  /** Where a request stands; id is its eventId. */
  request: Readonly<{
    id: string;
    leadId: string;
    at: number;
    decisionNo: number;
    standing: RequestStanding;
    /** The act that it stands by; absent for a rule's first decision. */
    commandId?: string;
    /** It stands by a person's word. */
    word?: true;
    /** What a classifier said of it when it was first decided. */
    model?: AskedModel;
    /** What the chat was told last. */
    told?: Readonly<{ decisionNo: number; standing: ToldStanding }>;
  }>;
  /** The client of the newest chat event in log order of a lead (`leadId`) or user (`userId`). */
  lastClient: Readonly<{ id: string; client: string }>;
  /** An item that is not ended and so has work for the dispatcher; id is `dispatchId~itemId`, `holder` who has claimed it. */
  openItem: Readonly<{ id: string; holder?: string }>;
  /** A dispatch with open items, by its id, and when there is something to do for it (epoch ms). */
  openDispatch: Readonly<{ id: string; dueAt: number }>;
  /** The dispatches of a message in parts that are here, in the order in which they came; id is the message's (`part.of`). */
  messageParts: Readonly<{ id: string; dispatches: readonly string[] }>;
  /** The item that a provider knows by this id. */
  sentMessage: Readonly<{ id: string; itemId: string }>;
  /** In which Asia/Seoul months (`YYYY-MM`) an item was queued for a user (`id`) or left for them, each once. */
  sentTo: Readonly<{ id: string; months: readonly string[] }>;
  /** Those items of one month; id is `userId~YYYY-MM`. */
  sentIn: Readonly<{ id: string; items: readonly SentMark[] }>;
  /** The items that tell somebody the result of one word of theirs; id is `userId~consentFactId`. */
  noticesOf: Readonly<{ id: string; items: readonly string[] }>;
  /** The dispatches that send again what failed of another one, `id`. */
  resentBy: Readonly<{ id: string; dispatches: readonly string[] }>;
  /** Everybody who was ever identified by a mobile number; id is the number's hash. Whose it still is, their `person` says. */
  numberUsers: Readonly<{ id: string; users: readonly string[] }>;
  /** When a mobile number opted out at a provider last; id is the number's hash. */
  numberOptOut: Readonly<{ id: string; at: number; factId: string }>;
  /** `batchId~commandId` of a bulk. */
  batch: Readonly<{ id: string; commandId: string }>;
  /** Who wrote last, and when, each field of a lead that anybody ever wrote; id is the lead's. */
  fieldAuthors: Readonly<{ id: string; fields: Readonly<Record<string, FieldAuthor>> }>;
  /** What a person decided of a request; id is its eventId. */
  lesson: Lesson;
}
/** An item of an advertisement; `day` (`kstDayNumber`) is when it left in this month last, or else was queued. */
export type SentMark = Readonly<{ id: string; day: number; productIds: readonly string[] }>;
/** `at` is the command's clamped time, epoch ms. */
export type FieldAuthor = Readonly<{ by: string; at: number }>;
export type Internal = keyof InternalDocuments;

/** What is kept of any collection, replicated or internal. */
export type Kept = Collection | Internal;
export type KeptDocument<K extends Kept> = K extends Collection ? DocumentOf<K> : K extends Internal ? InternalDocuments[K] : never;

/** A changed document, or `null` for one that is gone. */
export type Change = Readonly<{ [K in Kept]: { collection: K; id: string; document: KeptDocument<K> | null } }[Kept]>;

/** The highest `seq` given in each collection that a transaction changed. */
export type Seqs = Readonly<Partial<Record<Collection, number>>>;

/** Messages of one client and kind that leave together. */
export type OutboxRow = Readonly<{
  client: string;
  messages: readonly DownMessage[];
  /** Positions of the first and last event answered, so that a duplicate finds its one answer again. */
  answers?: Readonly<{ first: number; last: number }>;
}>;

/** `miscounted`: collections whose digest was not what its documents, as they were, and these changes come to. */
export type Replaced = Readonly<{ written: number; removed: number; miscounted: readonly Collection[] }>;

/** Everything that happens under a workspace's feed lock, in one transaction (I2, I4). */
export interface FeedTransaction {
  /** The writer's epoch, of the seqs given here. */
  readonly epoch: string;

  /** Chat events after the cursor, in log order; at most `limit`. */
  unfolded(limit: number): Promise<readonly PlacedFact[]>;

  /** Moves the cursor to the last chat event that was folded. */
  moveCursor(position: number): Promise<void>;

  /** Appends facts that are folded in this very transaction; refuses (throws) an id that is there already. */
  append(facts: readonly (CommandFact | DecisionFact | DispatchFact)[]): Promise<readonly PlacedFact[]>;

  /** Appends a chat event once by its id, behind the cursor: the fold comes to it in its turn. A duplicate is not answered again. */
  appendEvent(event: EventFact): Promise<Appended>;

  /** Takes a packet out of quarantine; false where it is not there any more. */
  releasePacket(packetId: string): Promise<boolean>;

  fact(factId: string): Promise<PlacedFact | undefined>;

  /** Those of these ids that the log has already: a fact of such an id would be refused. */
  known(factIds: readonly string[]): Promise<ReadonlySet<string>>;

  /** Those of the named documents that exist. */
  documents<K extends Kept>(collection: K, ids: readonly string[]): Promise<ReadonlyMap<string, KeptDocument<K>>>;

  /** Every document whose id starts with `prefix`, by id. */
  documentsFrom<K extends Kept>(collection: K, prefix: string): Promise<readonly KeptDocument<K>[]>;

  /**
   * Writes changed documents as canonical JSON and gives each replicated one whose bytes differ a new `seq`. The digest of its collection is
   * that of the new bytes with the same commit (I5).
   */
  write(changes: readonly Change[]): Promise<Seqs>;

  /** Notes which facts touched which lead, for its timeline; of consents, which person (`leadId` is then the user's id, which no lead has). */
  link(links: readonly Readonly<{ leadId: string; position: number }>[]): Promise<void>;

  queue(rows: readonly OutboxRow[]): Promise<void>;

  /**
   * Replaces every derived document by these; writes only what differs, tombstones what vanished, and counts the digests anew from what is
   * there then. For `rebuild`.
   */
  replaceAll(documents: AsyncIterable<Change> | Iterable<Change>): Promise<Replaced>;

  /**
   * Forgets every epoch but this new one, which seqs are of from the next transaction on: no checkpoint given before is of this feed any more,
   * so that every desk learns that what it was answered may be gone. For a store that was put back to a backup.
   */
  forgetEpochs(next: string): Promise<void>;
}

/** One page of the feed, read in one transaction, the digest too: that of the collection at `checkpoint.seq`, with a page that is not full. */
export type FeedPage = Readonly<{
  documents: readonly (AnyDocument | Readonly<{ id: string; deleted: true }>)[];
  checkpoint: Checkpoint;
  digest?: CollectionDigest;
}>;

/** All of one bucket of a collection. */
export type FeedBucket = Readonly<{
  documents: readonly Readonly<{ seq: number; document: AnyDocument }>[];
  /** Those that were removed after the checkpoint asked with. */
  removed: readonly string[];
  /** As it is kept. */
  digest: string;
}>;

/** The buckets of a collection as its digest says, and as the bytes of its documents do; the same unless something is wrong. */
export type DigestsOf = Readonly<{ kept: readonly string[]; counted: readonly string[] }>;

export interface Feed {
  /** Runs `work` under the workspace's feed lock in one transaction; rolled back where it throws. */
  transaction<T>(workspace: string, work: (feed: FeedTransaction) => Promise<T>): Promise<T>;

  /** Documents changed after a checkpoint, in `seq` order; `resync` where the checkpoint is not of this feed. */
  pull(workspace: string, collection: Collection, after: Checkpoint | undefined, limit: number): Promise<FeedPage | 'resync'>;

  /** The newest epoch and the highest `seq` of every collection; 0 for an empty one. */
  heads(workspace: string): Promise<Readonly<{ epoch: string; heads: Readonly<Record<Collection, number>> }>>;

  /** One bucket, read in one transaction; looks at every id of the collection. `resync` where the checkpoint is not of this feed. */
  bucket(workspace: string, collection: Collection, bucket: number, after: Checkpoint): Promise<FeedBucket | 'resync'>;

  /** Reads every document of a collection, in one transaction. For `verify`. */
  digests(workspace: string, collection: Collection): Promise<DigestsOf>;

  /** Reads outside of any lock. */
  documents<C extends Collection>(workspace: string, collection: C, ids: readonly string[]): Promise<ReadonlyMap<string, DocumentOf<C>>>;
  documentsFrom<K extends Kept>(
    workspace: string,
    collection: K,
    prefix: string,
    after: string,
    limit: number,
  ): Promise<readonly KeptDocument<K>[]>;

  /** The last chat event that was folded; 0 for none. */
  cursor(workspace: string): Promise<number>;

  /** How far the fold trails: places of the log from the cursor to the last chat event, other facts between included; 0 when none waits. */
  lag(workspace: string): Promise<number>;

  /** When the oldest chat event that waits to be folded was received, epoch ms; absent when none waits. */
  waitingSince(workspace: string): Promise<number | undefined>;
}
