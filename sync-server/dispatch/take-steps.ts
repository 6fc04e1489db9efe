import type { DispatchItem, ItemStep } from '../../contract/dispatch.ts';
import { afterStep, foldItem, type StepDetail } from '../../domain/dispatching/item-step.ts';
import { dispatchFactId, messageId } from '../../domain/identity/ids.ts';
import { Documents } from '../facts/documents.ts';
import { type StepAuthor, toItemFact } from '../facts/item-fact.ts';
import { toNoticeFacts } from '../facts/notice-fact.ts';
import { type Outgoing, toOutboxRows } from '../facts/outbox-rows.ts';
import { type LockedFact, writeFacts } from '../facts/write-facts.ts';
import type { FeedTransaction } from '../store/port/feed.ts';

/** Something that happened to an item. */
export type FoundStep = StepDetail &
  Readonly<{
    itemId: string;
    /** Of which attempt it is news; absent, of the newest. */
    attempt?: number;
    step: ItemStep;
    /** Of the report that says so. */
    key?: string;
    /** When, by the provider's clock, epoch ms; absent is now. */
    at?: number;
  }>;

/**
 * Records what happened to items, each thing once; what was accepted is told to the user's chat client, a notice that arrived is in their ledger. News of an attempt that is no longer
 * the item's says nothing, and neither does what does not apply any more: whoever took over from a server that was cut off has gone on since (I7).
 * `documents`: what the caller has loaded in this transaction.
 */
export async function takeSteps(
  feed: FeedTransaction,
  found: readonly FoundStep[],
  author: StepAuthor,
  documents = new Documents(feed),
): Promise<Readonly<{ queued: boolean; taken: number }>> {
  const items = await loadItems(documents, found);
  const known = new Set(await feed.known(found.flatMap((one) => reportId(items.get(one.itemId), one) ?? [])));
  const facts: LockedFact[] = [];
  let taken = 0;
  const outgoing: Outgoing[] = [];
  for (const one of found) {
    const item = items.get(one.itemId);
    if (!item || !isNews(item, one, known)) continue;
    const { itemId, attempt = item.attempt, step, key, at, ...detail } = one;
    const fact = toItemFact({ item, step, attempt, ...detail, ...(key !== undefined && { key }), ...(at !== undefined && { at }) }, author);
    const moved = foldItem(item, { step, attempt, ...detail, at: fact.at });
    items.set(itemId, moved);
    facts.push(fact, ...toNoticeFacts(item, moved, author));
    taken += 1;
    known.add(fact.factId);
    if (item.acceptedAt === undefined && moved.acceptedAt !== undefined) outgoing.push(...toRecommended(documents, moved, fact.factId));
  }
  if (facts.length > 0) await writeFacts(feed, documents, facts);
  if (outgoing.length > 0) await feed.queue(toOutboxRows(outgoing));
  return { queued: outgoing.length > 0, taken };
}

/** @param known reports that are on record already, those before it in this very call among them */
function isNews(item: DispatchItem, one: FoundStep, known: ReadonlySet<string>): boolean {
  const { attempt, step, providerMessageId } = one;
  if (attempt !== undefined && attempt !== item.attempt) return false;
  if (!afterStep(item.state, step)) return false;
  const report = reportId(item, one);
  if (report === undefined) return true;
  if (providerMessageId !== undefined && (item.providerMessageId ?? providerMessageId) !== providerMessageId) return false;
  if (isOfEarlierBatch(item, one)) return false;
  return !known.has(report);
}

/** A batch that was given back or ruled out may be reported on late: that nothing came of it says nothing of the attempt that may be out (I7). */
const isOfEarlierBatch = (item: DispatchItem, { step, providerBatchId }: FoundStep): boolean =>
  (step === 'failed' || step === 'uncertain') && providerBatchId !== undefined && item.providerBatchId !== providerBatchId;

/** Where a step is a report, the fact that it becomes, or became when it came before. */
const reportId = (item: DispatchItem | undefined, { step, key }: FoundStep): string | undefined =>
  item && key !== undefined ? dispatchFactId(item.id, item.attempt, step, key) : undefined;

async function loadItems(documents: Documents, found: readonly FoundStep[]): Promise<Map<string, DispatchItem>> {
  const ids = found.map(({ itemId }) => itemId);
  await documents.loadNamed('dispatchItem', ids);
  const items = new Map(ids.flatMap((id) => [documents.get('dispatchItem', id) ?? []].flat().map((item) => [item.id, item] as const)));
  await documents.loadNamed(
    'lastClient',
    [...items.values()].map(({ userId }) => userId),
  );
  return items;
}

/** Tells the chat client that the user spoke through last what was sent, so that the chat can go on from there; nobody, if they never chatted. */
function toRecommended(documents: Documents, { id, userId, dispatchId, message }: DispatchItem, factId: string): readonly Outgoing[] {
  const last = documents.get('lastClient', userId);
  if (!last || !message || message.template) return [];
  const products = message.cards.map(({ productId, name, priceKrw, url }) => ({ productId, name, priceKrw, url }));
  return [
    { client: last.client, message: { kind: 'recommended', id: messageId(factId, 'recommended', id), userId, dispatchId, products } },
  ];
}
