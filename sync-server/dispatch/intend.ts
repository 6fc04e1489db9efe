import type { DispatchItem, KakaoMessage } from '../../contract/dispatch.ts';
import type { FailureCode } from '../../contract/failure.ts';
import type { Person } from '../../contract/person.ts';
import type { Product } from '../../contract/product.ts';
import { composeMessage } from '../../domain/dispatching/compose-message.ts';
import { isUnclaimed } from '../../domain/dispatching/item-step.ts';
import type { Permit } from '../../domain/dispatching/permit.ts';
import { permitAll } from '../../domain/dispatching/permit-all.ts';
import { Documents } from '../facts/documents.ts';
import { type StepAuthor, toItemFact } from '../facts/item-fact.ts';
import { loadPermitBasis, permitBasis, termsOf } from '../facts/permit-basis.ts';
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
  const bases = items.map((item) => permitBasis(documents, item, termsOf(documents.get('dispatch', item.dispatchId) ?? {})));
  const judged = permitAll(bases, author.now).flatMap((answer, index) => judge(documents, items[index] as DispatchItem, answer) ?? []);
  await writeFacts(
    feed,
    documents,
    judged.flatMap((verdict) => toFacts(verdict, author)),
  );
  return judged.filter((verdict) => 'message' in verdict);
}

type Skipped = Readonly<{ item: DispatchItem; reason: FailureCode }>;

async function loadQueued(documents: Documents, ids: readonly string[]): Promise<DispatchItem[]> {
  await documents.loadNamed('dispatchItem', ids);
  const items = ids.flatMap((id) => documents.get('dispatchItem', id) ?? []).filter(({ state }) => isUnclaimed(state));
  await documents.loadNamed(
    'dispatch',
    items.map(({ dispatchId }) => dispatchId),
  );
  await loadPermitBasis(documents, items);
  return items;
}

/** Undefined for one that has to wait for its hour. */
function judge(documents: Documents, item: DispatchItem, answer: Permit): Intended | Skipped | undefined {
  if (answer.kind === 'hold') return undefined;
  if (answer.kind === 'skip') return { item, reason: answer.reasons[0] };
  const message = composeMessage(item.productIds.map((id) => documents.get('product', id) as Product));
  return { item, attempt: item.attempt + 1, person: documents.get('person', item.userId) as Person, message };
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
