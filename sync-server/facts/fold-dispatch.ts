import type { RequestDispatch } from '../../contract/command/request-dispatch.ts';
import type { DispatchItem, ItemState } from '../../contract/dispatch.ts';
import { foldItem, moveItem, noItems } from '../../domain/dispatching/item-step.ts';
import { itemId } from '../../domain/identity/ids.ts';
import type { CommandFact, DispatchFact } from '../store/port/fact.ts';
import type { Documents, Needs } from './documents.ts';

/** States in which the dispatcher still has something to do. */
const open: ReadonlySet<ItemState> = new Set(['queued', 'sending', 'uncertain']);

/** So many items of a user are found by their id; nobody is written to more often within the days that a product may rest. */
const keptItems = 365;

/** Queues one item a recipient; who may not be written to is `skipped` by a dispatch fact of the same transaction (I7, I8). */
export function foldRequestDispatch(documents: Documents, { factId, by, at }: CommandFact, { recipients }: RequestDispatch): void {
  const counts = { ...noItems(), queued: recipients.length };
  documents.put('dispatch', { id: factId, requestedBy: by, at, counts });
  documents.put('activity', { id: factId, kind: 'dispatchRequested', at, by, recipients: recipients.length });
  for (const { userId, productIds } of recipients) {
    const id = itemId(factId, userId);
    documents.put('sentTo', { id: userId, items: [id, ...(documents.get('sentTo', userId)?.items ?? [])].slice(0, keptItems) });
    putItem(documents, { id, dispatchId: factId, userId, productIds, state: 'queued', at, attempt: 0 });
  }
}

export function needsOfDispatchFact({ body }: DispatchFact, needs: Needs): void {
  needs.add('dispatchItem', body.itemId);
  needs.add('dispatch', body.dispatchId);
}

/** Moves an item by what happened to it; the counts of its dispatch still sum to its audience (I7). */
export function foldDispatchFact(documents: Documents, { at, body }: DispatchFact): void {
  const item = documents.get('dispatchItem', body.itemId);
  const dispatch = documents.get('dispatch', body.dispatchId);
  if (!item || !dispatch) throw new Error('a dispatch fact without its dispatch');
  const moved = foldItem(item, { ...body, at });
  if (moved === item) return;
  putItem(documents, moved);
  documents.put('dispatch', { ...dispatch, counts: moveItem(dispatch.counts, item.state, moved.state) });
}

function putItem(documents: Documents, item: DispatchItem): void {
  documents.put('dispatchItem', item);
  if (open.has(item.state)) documents.put('openItem', { id: item.id });
  else documents.remove('openItem', item.id);
}
