import type { Dispatch, DispatchItem } from '../../contract/dispatch.ts';
import { type Recipients, toNoticed } from '../../domain/dispatching/new-dispatch.ts';
import { itemId } from '../../domain/identity/ids.ts';
import type { PlacedFact } from '../store/port/fact.ts';
import type { CommandContext } from './handler.ts';

/** A dispatch with its items, loaded; null where there is none. */
export async function itemsOfDispatch(
  dispatchId: string,
  { feed, documents }: CommandContext,
): Promise<Readonly<{ dispatch: Dispatch; items: readonly DispatchItem[] }> | null> {
  const ids = recipientsOf(await feed.fact(dispatchId)).map(({ userId }) => itemId(dispatchId, userId));
  await documents.loadNamed('dispatchItem', ids);
  await documents.loadNamed('dispatch', [dispatchId]);
  const dispatch = documents.get('dispatch', dispatchId);
  return dispatch ? { dispatch, items: ids.flatMap((id) => documents.get('dispatchItem', id) ?? []) } : null;
}

/** Whom the command that made a dispatch named. */
function recipientsOf(fact: PlacedFact | undefined): Recipients {
  if (fact?.kind !== 'command' || fact.body.outcome.status === 'rejected') return [];
  if (fact.body.act.kind === 'requestDispatch') return fact.body.act.recipients;
  if (fact.body.act.kind === 'sendNotices') return toNoticed(fact.body.act);
  return fact.body.effect?.kind === 'resent' ? fact.body.effect.recipients : [];
}
