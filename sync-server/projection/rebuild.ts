import { type Collection, collections } from '../../contract/collection.ts';
import { Documents } from '../facts/documents.ts';
import { fold, needsOf } from '../facts/fold.ts';
import { linkFacts } from '../facts/write-facts.ts';
import type { PlacedFact } from '../store/port/fact.ts';
import type { Change, FeedTransaction } from '../store/port/feed.ts';
import type { Store } from '../store/port/store.ts';
import { openScratch, type Scratch } from './rebuild-scratch.ts';

const usuallyAtOnce = 1_000;
const documentsPerBreath = 1_000;
/** A document takes about two kilobytes of memory. */
const usuallyInMemory = 100_000;
/** A rebuild differs from what is there only where something is wrong; so many of those are named. */
const mostNamed = 100;

export type Rebuilt = Readonly<{
  facts: number;
  written: number;
  removed: number;
  /** Collections whose digest did not fit their documents. */
  miscounted: readonly Collection[];
  /** Documents that got a new `seq` because they were not what the log says; at most 100 a collection. */
  differing: readonly Readonly<{ collection: Collection; id: string }>[];
}>;

/** How far a rebuild is; `done` and `total` are of what it does at the moment. */
export type RebuildProgress = Readonly<{ doing: 'folding' | 'comparing'; done: number; total: number }>;

export type RebuildOptions = Readonly<{
  progress?: (progress: RebuildProgress) => void;
  /** Aborted: the rebuild rejects with its reason, and everything is as it was. */
  signal?: AbortSignal;
  /** How many facts are read at once, and documents held before they go to the temporary file. */
  factsAtOnce?: number;
  mostInMemory?: number;
}>;

/**
 * Folds the log from its beginning and replaces every derived document by what comes of it (I2). The fold only: no
 * decision, no outbox row, nothing sent. Events after the cursor are left to the live pass, which still has to react.
 * Memory is bounded, however many documents there are: most of them wait in a temporary file.
 */
export async function rebuild(store: Pick<Store, 'feed' | 'log'>, workspace: string, options: RebuildOptions = {}): Promise<Rebuilt> {
  const before = await store.feed.heads(workspace);
  const scratch = openScratch();
  try {
    const done = await store.feed.transaction(workspace, async (feed) => {
      const facts = await foldLog(store, workspace, { feed, scratch, options });
      return { facts, ...(await feed.replaceAll(compared(scratch, options))) };
    });
    return { ...done, differing: await changedSince(store, workspace, before) };
  } finally {
    scratch.close();
  }
}

type Fold = Readonly<{ feed: FeedTransaction; scratch: Scratch; options: RebuildOptions }>;

async function foldLog({ log, feed: { cursor } }: Pick<Store, 'feed' | 'log'>, workspace: string, { feed, scratch, options }: Fold) {
  const { factsAtOnce = usuallyAtOnce, mostInMemory = usuallyInMemory } = options;
  const folded = await cursor(workspace);
  const total = await log.head(workspace);
  const documents = new Documents(scratch);
  let count = 0;
  for (let after = 0; ; ) {
    await breathe(options);
    const page = await log.read(workspace, after, factsAtOnce);
    const facts = page.filter(({ kind, position }) => kind !== 'event' || position <= folded);
    await foldPage(feed, documents, facts);
    count += facts.length;
    after = page.at(-1)?.position ?? after;
    const last = page.length < factsAtOnce;
    if (last || documents.size > mostInMemory) spill(documents, scratch);
    options.progress?.({ doing: 'folding', done: last ? total : after, total });
    if (last) return count;
  }
}

async function foldPage(feed: FeedTransaction, documents: Documents, facts: readonly PlacedFact[]): Promise<void> {
  await documents.load(needsOf(facts));
  for (const fact of facts) fold(documents, fact);
  await linkFacts(feed, facts);
}

function spill(documents: Documents, scratch: Scratch): void {
  scratch.write(documents.take());
  documents.forget();
}

/** What the fold made, on its way to be compared with what is there. */
async function* compared(scratch: Scratch, options: RebuildOptions): AsyncIterable<Change> {
  const total = scratch.count();
  let done = 0;
  for (const change of scratch.all()) {
    yield change;
    done += 1;
    if (done % documentsPerBreath !== 0 && done !== total) continue;
    options.progress?.({ doing: 'comparing', done, total });
    await breathe(options);
  }
}

/** Lets a signal arrive: promises that are settled already never leave the event loop a turn. */
async function breathe({ signal }: RebuildOptions): Promise<void> {
  await new Promise(setImmediate);
  signal?.throwIfAborted();
}

async function changedSince({ feed }: Pick<Store, 'feed'>, workspace: string, before: Awaited<ReturnType<Store['feed']['heads']>>) {
  const differing: { collection: Collection; id: string }[] = [];
  for (const collection of collections) {
    const page = await feed.pull(workspace, collection, { epoch: before.epoch, seq: before.heads[collection] }, mostNamed);
    if (page !== 'resync') for (const { id } of page.documents) differing.push({ collection, id });
  }
  return differing;
}
