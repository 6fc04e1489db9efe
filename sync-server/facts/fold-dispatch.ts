import type { DispatchItem } from '../../contract/dispatch.ts';
import { stepDispatch, withItemMoved } from '../../domain/dispatching/dispatch-step.ts';
import { foldItem, isOpen } from '../../domain/dispatching/item-step.ts';
import { type AskedDispatch, newDispatch, type Recipients } from '../../domain/dispatching/new-dispatch.ts';
import type { CommandFact, DispatchFact, HeldBody, ItemStepBody } from '../store/port/fact.ts';
import type { Documents, Needs } from './documents.ts';

/** So many items of a user are found by their id; nobody is written to more often within the days that a product may rest. */
const keptItems = 365;

/** Queues one item a recipient; who may not be written to is `skipped` by a dispatch fact of the same transaction (I7, I8). */
export function foldNewDispatch(documents: Documents, { factId, by, at }: CommandFact, asked: AskedDispatch, recipients: Recipients): void {
  const { dispatch, items } = newDispatch({ id: factId, by, at }, asked, recipients);
  documents.put('dispatch', dispatch);
  for (const item of items) {
    const { userId } = item;
    documents.put('sentTo', { id: userId, items: [item.id, ...(documents.get('sentTo', userId)?.items ?? [])].slice(0, keptItems) });
    putItem(documents, item);
  }
}

export function needsOfDispatchFact({ body }: DispatchFact, needs: Needs): void {
  needs.add('dispatch', body.dispatchId);
  if (body.step !== 'held') needs.add('dispatchItem', body.itemId);
}

/** Moves an item by what happened to it; the counts of its dispatch still sum to its audience (I7). */
export function foldDispatchFact(documents: Documents, { at, body }: DispatchFact): void {
  if (body.step === 'held') foldHeld(documents, body);
  else foldStep(documents, body, at);
}

function foldHeld(documents: Documents, { dispatchId, number, hold }: HeldBody): void {
  const dispatch = documents.get('dispatch', dispatchId);
  if (!dispatch) throw new Error('a dispatch fact without its dispatch');
  documents.put('dispatch', { ...stepDispatch(dispatch, 'hold', hold), holds: number });
}

function foldStep(documents: Documents, { itemId, dispatchId, userId: _user, ...step }: ItemStepBody, at: number): void {
  const item = documents.get('dispatchItem', itemId);
  const dispatch = documents.get('dispatch', dispatchId);
  if (!item || !dispatch) throw new Error('a dispatch fact without its dispatch');
  const moved = foldItem(item, { ...step, at });
  if (moved === item) return;
  putItem(documents, moved);
  const provided = step.step === 'claimed' && step.provider ? { ...dispatch, provider: step.provider } : dispatch;
  documents.put('dispatch', withItemMoved(provided, step.step, item.state, moved.state));
}

function putItem(documents: Documents, item: DispatchItem): void {
  documents.put('dispatchItem', item);
  if (isOpen(item.state)) documents.put('openItem', { id: item.id });
  else documents.remove('openItem', item.id);
}
