import type { DispatchItem, ItemStep } from '../../contract/dispatch.ts';
import type { FailureCode } from '../../contract/failure.ts';
import { afterStep } from '../../domain/dispatching/item-step.ts';
import { Documents } from '../facts/documents.ts';
import { type StepAuthor, toItemFact } from '../facts/item-fact.ts';
import { toOutboxRows } from '../facts/outbox-rows.ts';
import { writeFacts } from '../facts/write-facts.ts';
import type { FeedTransaction } from '../store/port/feed.ts';
import { toRecommended } from './recommended.ts';

/** How a call to the provider, or a look-up after it, ended for an attempt of an item. */
export type Settlement = Readonly<{
  itemId: string;
  attempt: number;
  step: Extract<ItemStep, 'accepted' | 'failed' | 'ambiguous' | 'released'>;
}>;

const reasons: Partial<Record<ItemStep, FailureCode>> = { failed: 'provider.rejected', ambiguous: 'provider.unknownResult' };

/**
 * Records what became of items that were handed to the provider; what was accepted is told to the user's chat client. News of an attempt
 * that is no longer the item's says nothing: whoever took over from a dispatcher that was cut off has made another one since.
 */
export async function settle(feed: FeedTransaction, settlements: readonly Settlement[], author: StepAuthor): Promise<{ queued: boolean }> {
  const documents = new Documents(feed);
  const items = await loadItems(documents, settlements);
  const steps = settlements.flatMap(({ itemId, attempt, step }) => {
    const item = items.get(itemId);
    return item?.attempt === attempt && afterStep(item.state, step) ? [{ item, step, fact: toFact(item, step, author) }] : [];
  });
  await writeFacts(
    feed,
    documents,
    steps.map(({ fact }) => fact),
  );
  const outgoing = steps.flatMap(({ item, step, fact }) =>
    step === 'accepted' && item.message ? (toRecommended(documents, item, item.message, fact.factId) ?? []) : [],
  );
  await feed.queue(toOutboxRows(outgoing));
  return { queued: outgoing.length > 0 };
}

async function loadItems(documents: Documents, settlements: readonly Settlement[]): Promise<ReadonlyMap<string, DispatchItem>> {
  await documents.loadNamed(
    'dispatchItem',
    settlements.map(({ itemId }) => itemId),
  );
  const items = settlements.flatMap(({ itemId }) => documents.get('dispatchItem', itemId) ?? []);
  await documents.loadNamed(
    'lastClient',
    items.map(({ userId }) => userId),
  );
  return new Map(items.map((item) => [item.id, item]));
}

function toFact(item: DispatchItem, step: Settlement['step'], author: StepAuthor) {
  const reason = reasons[step];
  return toItemFact({ item, step, attempt: item.attempt, ...(reason && { reason }) }, author);
}
