import type { Hold } from '../../contract/dispatch.ts';
import { Documents } from '../facts/documents.ts';
import { type StepAuthor, toHeldFact } from '../facts/item-fact.ts';
import { writeFacts } from '../facts/write-facts.ts';
import type { FeedTransaction } from '../store/port/feed.ts';

/** Makes a dispatch wait as it stands at this moment of the transaction; one that a person has paused stays paused. */
export async function holdDispatch(feed: FeedTransaction, id: string, hold: Hold, author: StepAuthor): Promise<void> {
  const documents = new Documents(feed);
  await documents.loadNamed('dispatch', [id]);
  const dispatch = documents.get('dispatch', id);
  if (dispatch && dispatch.hold?.reason !== 'paused')
    await writeFacts(feed, documents, [toHeldFact(id, (dispatch.holds ?? 0) + 1, hold, author)]);
}
