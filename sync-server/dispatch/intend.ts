import type { DispatchItem, KakaoMessage } from '../../contract/dispatch.ts';
import type { Person } from '../../contract/person.ts';
import type { Product } from '../../contract/product.ts';
import { composeMessage } from '../../domain/dispatching/compose-message.ts';
import { isUnclaimed } from '../../domain/dispatching/item-step.ts';
import { permit } from '../../domain/dispatching/permit.ts';
import { Documents } from '../facts/documents.ts';
import { type StepAuthor, toItemFact } from '../facts/item-fact.ts';
import { loadPermitBasis, permitBasis } from '../facts/permit-basis.ts';
import { writeFacts } from '../facts/write-facts.ts';
import type { FeedTransaction } from '../store/port/feed.ts';

/** An item that is on record as about to be sent. */
export type Intended = Readonly<{ item: DispatchItem; attempt: number; person: Person; message: KakaoMessage }>;

/**
 * Puts on record what is about to be sent, before it is (I7), and skips who may not be written to any more (I8). An item
 * that was cancelled meanwhile is neither.
 */
export async function intend(feed: FeedTransaction, ids: readonly string[], author: StepAuthor): Promise<readonly Intended[]> {
  const documents = new Documents(feed);
  const items = await loadQueued(documents, ids);
  const judged = items.map((item) => judge(documents, item));
  await writeFacts(
    feed,
    documents,
    judged.flatMap((verdict) => toFacts(verdict, author)),
  );
  return judged.filter((verdict) => 'message' in verdict);
}

type Skipped = Readonly<{ item: DispatchItem; reason: Extract<ReturnType<typeof permit>, { sendable: false }>['reason'] }>;

async function loadQueued(documents: Documents, ids: readonly string[]): Promise<DispatchItem[]> {
  await documents.loadNamed('dispatchItem', ids);
  const items = ids.flatMap((id) => documents.get('dispatchItem', id) ?? []).filter(({ state }) => isUnclaimed(state));
  await loadPermitBasis(documents, items);
  return items;
}

function judge(documents: Documents, item: DispatchItem): Intended | Skipped {
  const { person, products } = permitBasis(documents, item);
  const verdict = permit(person, products);
  if (!verdict.sendable) return { item, reason: verdict.reason };
  const message = composeMessage(products as Product[]);
  return { item, attempt: item.attempt + 1, person: person as Person, message };
}

function toFacts(verdict: Intended | Skipped, author: StepAuthor) {
  const { item } = verdict;
  if (!('message' in verdict)) return [toItemFact({ item, step: 'skipped', attempt: item.attempt, reason: verdict.reason }, author)];
  const { attempt, message } = verdict;
  const judged = item.state === 'pending' ? [toItemFact({ item, step: 'eligible', attempt: item.attempt }, author)] : [];
  return [
    ...judged,
    toItemFact({ item, step: 'claimed', attempt, message }, author),
    toItemFact({ item, step: 'committed', attempt }, author),
  ];
}
