import type { Dispatch, DispatchItem } from '../../contract/dispatch.ts';
import { stepDispatch, withItemMoved } from '../../domain/dispatching/dispatch-step.ts';
import { dispatchDueAt } from '../../domain/dispatching/due.ts';
import { foldItem, isOpen, isUnclaimed } from '../../domain/dispatching/item-step.ts';
import { type AskedDispatch, newDispatch, type Recipients } from '../../domain/dispatching/new-dispatch.ts';
import { openItemId } from '../../domain/identity/ids.ts';
import type { CommandFact, DispatchFact, HeldBody, ItemStepBody } from '../store/port/fact.ts';
import type { Documents, Needs } from './documents.ts';
import { messageOf } from './item-fact.ts';
import { needsOfSent, noteLeft, noteQueued } from './sent-index.ts';

/** What a new dispatch changes, whoever asked for it at that time. */
export function needsOfNewDispatch({ at }: CommandFact, recipients: Recipients, needs: Needs, resends?: string): void {
  for (const recipient of recipients) needsOfSent(recipient, at, needs);
  if (resends !== undefined) needs.add('resentBy', resends);
}

/** Queues one item a recipient; who may not be written to is `skipped` by a dispatch fact of the same transaction (I7, I8). */
export function foldNewDispatch(documents: Documents, { factId, by, at }: CommandFact, asked: AskedDispatch, recipients: Recipients): void {
  const { dispatch, items } = newDispatch({ id: factId, by, at }, asked, recipients);
  putDispatch(documents, dispatch);
  if (asked.part) {
    const { of } = asked.part;
    documents.put('messageParts', { id: of, dispatches: [...(documents.get('messageParts', of)?.dispatches ?? []), factId] });
  }
  if (asked.resends !== undefined) noteResent(documents, asked.resends, factId);
  for (const item of items) {
    noteQueued(documents, item, at);
    putItem(documents, item);
  }
}

const noteResent = (documents: Documents, id: string, dispatchId: string): void =>
  documents.put('resentBy', { id, dispatches: [...(documents.get('resentBy', id)?.dispatches ?? []), dispatchId] });

export function needsOfDispatchFact({ body, at }: DispatchFact, needs: Needs): void {
  needs.add('dispatch', body.dispatchId);
  if (body.step === 'held') return;
  needsOfSent(body, at, needs);
  needs.add('dispatchItem', body.itemId);
  needs.add('openItem', openItemId(body.dispatchId, body.itemId));
}

/** Moves an item by what happened to it; the counts of its dispatch still sum to its audience (I7). */
export function foldDispatchFact(documents: Documents, { at, body, personal }: DispatchFact): void {
  if (body.step === 'held') foldHeld(documents, body);
  else foldStep(documents, personal.length > 0 ? { ...body, ...named(body, personal) } : body, at);
}

const named = (body: ItemStepBody, personal: DispatchFact['personal']): Pick<ItemStepBody, 'message'> => {
  const message = messageOf(body, personal);
  return message ? { message } : {};
};

function foldHeld(documents: Documents, { dispatchId, number, hold }: HeldBody): void {
  const dispatch = documents.get('dispatch', dispatchId);
  if (!dispatch) throw new Error('a dispatch fact without its dispatch');
  putDispatch(documents, { ...stepDispatch(dispatch, 'hold', hold), holds: number });
}

function foldStep(documents: Documents, { itemId, dispatchId, userId: _user, holder, ...step }: ItemStepBody, at: number): void {
  const item = documents.get('dispatchItem', itemId);
  const dispatch = documents.get('dispatch', dispatchId);
  if (!item || !dispatch) throw new Error('a dispatch fact without its dispatch');
  const moved = foldItem(item, { ...step, at });
  if (moved === item) return;
  putItem(documents, moved, holder ?? holderAfter(documents, moved));
  noteLeft(documents, moved, at);
  if (step.providerMessageId !== undefined) documents.put('sentMessage', { id: step.providerMessageId, itemId });
  const provided = step.step === 'claimed' && step.provider ? { ...dispatch, provider: step.provider } : dispatch;
  putDispatch(documents, withItemMoved(provided, step.step, item.state, moved.state));
}

/** Whoever claimed it has it until it is nobody's again. */
function holderAfter(documents: Documents, { id, dispatchId, state }: DispatchItem): string | undefined {
  return isUnclaimed(state) ? undefined : documents.get('openItem', openItemId(dispatchId, id))?.holder;
}

function putItem(documents: Documents, item: DispatchItem, holder?: string): void {
  const id = openItemId(item.dispatchId, item.id);
  documents.put('dispatchItem', item);
  if (isOpen(item.state)) documents.put('openItem', { id, ...(holder !== undefined && { holder }) });
  else documents.remove('openItem', id);
}

export function putDispatch(documents: Documents, dispatch: Dispatch): void {
  const dueAt = dispatchDueAt(dispatch);
  documents.put('dispatch', dispatch);
  if (dueAt === undefined) documents.remove('openDispatch', dispatch.id);
  else documents.put('openDispatch', { id: dispatch.id, dueAt });
}
