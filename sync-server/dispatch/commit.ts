import type { DispatchItem } from '../../contract/dispatch.ts';
import { type Asked, askPermits } from '../facts/ask-permits.ts';
import { Documents } from '../facts/documents.ts';
import { type StepAuthor, toItemFact } from '../facts/item-fact.ts';
import { writeFacts } from '../facts/write-facts.ts';
import type { DispatchFact } from '../store/port/fact.ts';
import type { FeedTransaction } from '../store/port/feed.ts';
import { isAddressedTo } from './batch.ts';
import { change, type Machine } from './machine.ts';
import type { Batch } from './send-adapter.ts';

/** `at`: when its permits were given, epoch ms. */
type Committed = Readonly<{ batch?: Batch; at: number; queued: boolean }>;

/**
 * Puts on record what is about to be sent, before it is (I7), and asks once more whether it may be, after everything that was
 * acknowledged up to here (I8). What cannot be taken out of a batch that the provider holds already is claimed anew without the rest.
 */
export const commit = (machine: Machine, batch: Batch): Promise<Committed> =>
  change(machine, async (feed, author) => {
    const { queued } = await machine.catchUp(feed, author);
    const committed = await commitUnderLock(feed, machine, batch, author);
    return { queued, at: author.now, ...(committed && { batch: committed }) };
  });

async function commitUnderLock(feed: FeedTransaction, machine: Machine, batch: Batch, author: StepAuthor): Promise<Batch | undefined> {
  const documents = new Documents(feed);
  const items = await loadOurs(documents, batch);
  const dispatch = documents.get('dispatch', batch.dispatchId);
  if (!dispatch || items.length === 0) return undefined;
  if (author.now >= dispatch.expiresAt) return expire(feed, documents, items, author);

  const asked = await askPermits(documents, dispatch, items, { now: author.now, sandbox: machine.adapter.id === 'sandbox' });
  const going = goingOf(documents, machine, batch, asked);
  for (const { item, answer } of asked) if (answer.kind === 'hold') machine.pauses.hold(item.id, answer.until);
  await writeFacts(
    feed,
    documents,
    asked.map((one) => toFact(one, going.has(one.item.id), author)),
  );
  return going.size > 0 ? { ...batch, items: batch.items.filter(({ itemId }) => going.has(itemId)) } : undefined;
}

/** Who is sent it now; of two phases everybody or nobody, for the provider holds the batch as it was prepared. */
function goingOf(documents: Documents, { adapter }: Machine, { items }: Batch, asked: readonly Asked[]): ReadonlySet<string> {
  const addressed = new Set(items.filter((item) => isAddressedTo(documents, item)).map(({ itemId }) => itemId));
  const sendable = asked.filter((one) => isSendable(one) && addressed.has(one.item.id)).map(({ item }) => item.id);
  return new Set(sendable.length === items.length || !adapter.capabilities.twoPhase ? sendable : []);
}

/** A text message that may no longer stand in is taken out by claiming anew (I8). */
const isSendable = ({ item, answer, mayStandIn }: Asked): boolean => answer.kind === 'send' && (mayStandIn || !item.message?.standIn);

/** Those that nobody has taken back meanwhile. */
async function loadOurs(documents: Documents, { batchId, dispatchId, items }: Batch): Promise<readonly DispatchItem[]> {
  const ids = items.map(({ itemId }) => itemId);
  await documents.loadNamed('dispatchItem', ids);
  await documents.loadNamed('dispatch', [dispatchId]);
  return ids
    .flatMap((id) => documents.get('dispatchItem', id) ?? [])
    .filter((item) => item.batchId === batchId && (item.state === 'claimed' || item.state === 'prepared'));
}

function toFact({ item, answer, permit }: Asked, goes: boolean, author: StepAuthor): DispatchFact {
  const { attempt } = item;
  if (answer.kind === 'skip') return toItemFact({ item, step: 'skipped', attempt, reason: answer.reasons[0], permit }, author);
  return toItemFact({ item, step: goes ? 'committed' : 'returned', attempt, permit }, author);
}

async function expire(feed: FeedTransaction, documents: Documents, items: readonly DispatchItem[], author: StepAuthor): Promise<undefined> {
  const facts = items.map((item) => toItemFact({ item, step: 'expired', attempt: item.attempt, reason: 'dispatch.expired' }, author));
  await writeFacts(feed, documents, facts);
}
