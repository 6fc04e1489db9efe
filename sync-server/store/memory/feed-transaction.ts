import { type Collection, collections } from '../../../contract/collection.ts';
import type { Change, FeedTransaction, Internal, Kept, OutboxRow, Replaced, Seqs } from '../port/feed.ts';
import { countAgain } from './digests.ts';
import type { Tables } from './disk.ts';
import { from, named, vanished, write } from './documents.ts';
import { appendEvent, appendFact, eventsAfter, factById, link, taken } from './facts.ts';
import { queue } from './outbox.ts';
import { release } from './quarantine.ts';
import { count, countersOf } from './workspaces.ts';

export type HeldFeed = Readonly<{
  feed: FeedTransaction;
  /** Throws where it is over: it has ended, or a call of it failed, and what that one left half done must not be committed. */
  check(): void;
  end(): void;
}>;

type Needs = Readonly<{
  tables: Tables;
  epoch: string;
  now: () => number;
  /** Throws once the disk is lost. */
  check: () => void;
  forgetEpochs: (tables: Tables, next: string) => void;
}>;

const internals: readonly Internal[] = [
  'request',
  'lastClient',
  'openItem',
  'sentTo',
  'sentIn',
  'noticesOf',
  'resentBy',
  'numberUsers',
  'numberOptOut',
  'openDispatch',
  'messageParts',
  'sentMessage',
  'batch',
  'fieldAuthors',
  'lesson',
];
const keptCollections: readonly Kept[] = [...collections, ...internals];

/** The work of one holder of the feed lock. */
export function feedTransaction({ tables, epoch, now, check: checkDisk, forgetEpochs }: Needs): HeldFeed {
  let over = false;
  const check = () => {
    checkDisk();
    if (over) throw new Error('the feed transaction is over');
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

  function writeAll(changes: readonly Change[]): Seqs {
    const seqs: Partial<Record<Collection, number>> = {};
    for (const change of changes) {
      const seq = write(tables, change);
      if (typeof seq === 'number') seqs[change.collection as Collection] = seq;
    }
    return seqs;
  }

  async function replaceAll(documents: AsyncIterable<Change> | Iterable<Change>): Promise<Replaced> {
    const made = new Map<Kept, Set<string>>(keptCollections.map((collection) => [collection, new Set()]));
    let written = 0;
    for await (const change of documents) {
      if (change.document === null) continue;
      made.get(change.collection)?.add(change.id);
      if (write(tables, change) !== false) written += 1;
    }
    const gone = vanished(tables, made.keys(), (collection, id) => made.get(collection)?.has(id) ?? false);
    for (const change of gone) write(tables, change);
    return { written, removed: gone.length, miscounted: countAgain(tables) };
  }

  const feed: FeedTransaction = {
    epoch,
    unfolded: (limit) => call(() => taken(eventsAfter(tables, 'open', countersOf(tables, 'open').cursor), limit)),
    moveCursor: (cursor) => call(() => count(tables, { cursor })),
    append: (facts) => call(() => facts.map((fact) => appendFact(tables, fact))),
    appendEvent: (event) => call(() => appendEvent(tables, event).outcome),
    releasePacket: (packetId) => call(() => release(tables, packetId)),
    fact: (factId) => call(() => factById(tables, 'open', factId)),
    known: (factIds) => call(() => new Set(factIds.filter((id) => factById(tables, 'open', id) !== undefined))),
    documents: (collection, ids) => call(() => named(tables, 'open', collection, ids)),
    documentsFrom: (collection, prefix) => call(() => from(tables, 'open', collection, prefix, '')),
    write: (changes) => call(() => writeAll(changes)),
    link: (links) =>
      call(() => {
        for (const { leadId, position } of links) link(tables, leadId, position);
      }),
    queue: (rows: readonly OutboxRow[]) =>
      call(() => {
        for (const row of rows) queue(tables, row, now());
      }),
    replaceAll: (documents) => call(() => replaceAll(documents)),
    forgetEpochs: (next) => call(() => forgetEpochs(tables, next)),
  };
  return {
    feed,
    check,
    end() {
      over = true;
    },
  };
}
