import { type Collection, collections } from '../../contract/collection.ts';
import { Documents, nothingBefore } from '../facts/documents.ts';
import { fold, needsOf } from '../facts/fold.ts';
import { linkFacts } from '../facts/write-facts.ts';
import type { PlacedFact } from '../store/port/fact.ts';
import type { FeedTransaction } from '../store/port/feed.ts';
import type { Store } from '../store/port/store.ts';

const factsPerPage = 1_000;
/** A rebuild differs from what is there only where something is wrong; so many of those are named. */
const mostNamed = 100;

export type Rebuilt = Readonly<{
  facts: number;
  written: number;
  removed: number;
  /** Documents that got a new `seq` because they were not what the log says; at most 100 a collection. */
  differing: readonly Readonly<{ collection: Collection; id: string }>[];
}>;

/**
 * Folds the log from its beginning and replaces every derived document by what comes of it (I2). The fold only: no
 * decision, no outbox row, nothing sent. Events after the cursor are left to the live pass, which still has to react.
 */
export async function rebuild(store: Pick<Store, 'feed' | 'log'>, workspace: string, progress: (facts: number) => void): Promise<Rebuilt> {
  const before = await store.feed.heads(workspace);
  const done = await store.feed.transaction(workspace, async (feed) => {
    const documents = new Documents(nothingBefore);
    const facts = await foldLog(store, workspace, { feed, documents, progress });
    return { facts, ...(await feed.replaceAll(documents.take())) };
  });
  return { ...done, differing: await changedSince(store, workspace, before) };
}

type Fold = Readonly<{ feed: FeedTransaction; documents: Documents; progress: (facts: number) => void }>;

async function foldLog({ log, feed: { cursor } }: Pick<Store, 'feed' | 'log'>, workspace: string, { feed, documents, progress }: Fold) {
  const folded = await cursor(workspace);
  let count = 0;
  for (let after = 0; ; ) {
    const page = await log.read(workspace, after, factsPerPage);
    const facts = page.filter(({ kind, position }) => kind !== 'event' || position <= folded);
    await foldPage(feed, documents, facts);
    count += facts.length;
    progress(count);
    if (page.length < factsPerPage) return count;
    after = page.at(-1)?.position ?? after;
  }
}

async function foldPage(feed: FeedTransaction, documents: Documents, facts: readonly PlacedFact[]): Promise<void> {
  await documents.load(needsOf(facts));
  for (const fact of facts) fold(documents, fact);
  await linkFacts(feed, facts);
}

async function changedSince({ feed }: Pick<Store, 'feed'>, workspace: string, before: Awaited<ReturnType<Store['feed']['heads']>>) {
  const differing: { collection: Collection; id: string }[] = [];
  for (const collection of collections) {
    const page = await feed.pull(workspace, collection, { epoch: before.epoch, seq: before.heads[collection] }, mostNamed);
    if (page !== 'resync') for (const { id } of page.documents) differing.push({ collection, id });
  }
  return differing;
}
