import type { CommandFact, DecisionFact, DispatchFact, PlacedFact } from '../store/port/fact.ts';
import type { FeedTransaction, Seqs } from '../store/port/feed.ts';
import type { Documents } from './documents.ts';
import { fold, linksOf, needsOf } from './fold.ts';

/** Facts that are written under the feed lock and folded in the very transaction that writes them (I2). */
export type LockedFact = CommandFact | DecisionFact | DispatchFact;

/** Folds facts in memory; what they touch is loaded first. */
export async function foldAll(documents: Documents, facts: readonly LockedFact[]): Promise<void> {
  await documents.load(needsOf(facts));
  for (const fact of facts) fold(documents, fact);
}

/** Appends facts and notes whose story they belong to. */
export async function appendLinked(feed: FeedTransaction, facts: readonly LockedFact[]): Promise<void> {
  const placed = await feed.append(facts);
  await linkFacts(feed, placed);
}

export async function linkFacts(feed: FeedTransaction, placed: readonly PlacedFact[]): Promise<void> {
  const links = linksOf(placed);
  if (links.length > 0) await feed.link(links);
}

/** Folds facts, writes what changed and appends them: all of it, where nothing in the facts depends on the `seq` given. */
export async function writeFacts(feed: FeedTransaction, documents: Documents, facts: readonly LockedFact[]): Promise<Seqs> {
  await foldAll(documents, facts);
  const seqs = await feed.write(documents.take());
  await appendLinked(feed, facts);
  return seqs;
}
