import type { ItemState } from '../../../contract/dispatch.ts';
import { isOpen } from '../../../domain/dispatching/item-step.ts';
import type { Recipients } from '../../../domain/dispatching/new-dispatch.ts';
import { itemId } from '../../../domain/identity/ids.ts';
import type { PlacedFact } from '../../../sync-server/store/port/fact.ts';
import { attemptKey, type Call, type Kakao } from '../kakao.ts';
import type { ServerState } from './server-state.ts';
import type { Finding } from './violation.ts';

/** What says that nobody got it. */
const neverShown: ReadonlySet<ItemState> = new Set(['failed', 'skipped', 'cancelled', 'expired']);

/**
 * I7: no phone shows an item twice, every item ends by name, and what a phone shows is what its state says; of what was shown before a backup was put
 * back nothing is said, for the server has forgotten it.
 */
export function sentOnce(kakao: Kakao, { documents, facts }: ServerState, restoredAt = Number.NEGATIVE_INFINITY): Finding[] {
  const items = documents('dispatchItem');
  const times = new Map<string, number>();
  for (const { itemId: id } of kakao.shown) times.set(id, (times.get(id) ?? 0) + 1);
  const found: Finding[] = [...times]
    .filter(([, count]) => count > 1)
    .map(([id, count]) => ({ invariant: 'I7', what: `item ${id} was shown ${count} times` }));
  found.push(...calledAgain(kakao));
  const forgotten = new Set(kakao.calls.flatMap(({ itemId: id, at }) => (at < restoredAt ? [id] : [])));
  for (const { id, state } of items.values()) {
    if (isOpen(state)) found.push({ invariant: 'I7', what: `item ${id} is still ${state} when all is well` });
    const isShown = times.has(id);
    if (isShown && neverShown.has(state) && !forgotten.has(id))
      found.push({ invariant: 'I7', what: `item ${id} is ${state}, and a phone shows it` });
    if (!isShown && state === 'delivered') found.push({ invariant: 'I7', what: `item ${id} is delivered, and no phone shows it` });
    if (state === 'accepted')
      found.push({ invariant: 'I7', what: `item ${id} is accepted, and nobody took in what the provider says of it` });
  }
  for (const { id, counts } of documents('dispatch').values()) {
    const audience = [...items.values()].filter(({ dispatchId }) => dispatchId === id).length;
    const counted = Object.values(counts).reduce((sum, count) => sum + count, 0);
    if (counted !== audience) found.push({ invariant: 'I7', what: `dispatch ${id} counts ${counted} of ${audience}` });
  }
  for (const fact of facts())
    for (const { userId } of recipientsOf(fact))
      if (!items.has(itemId(fact.factId, userId)))
        found.push({ invariant: 'I7', what: `${userId} was asked for in ${fact.factId} and has no item` });
  return found;
}

/** An item is called again only after every earlier call of it was known to be lost. */
function calledAgain({ calls, ruledOut, refused }: Kakao): Finding[] {
  const before = new Map<string, Call[]>();
  const found: Finding[] = [];
  for (const call of calls) {
    const earlier = before.get(call.itemId) ?? [];
    before.set(call.itemId, [...earlier, call]);
    const open = earlier.find((one) => !ruledOut.has(attemptKey(one)) && !refused.has(attemptKey(one)));
    if (open)
      found.push({ invariant: 'I7', what: `item ${call.itemId} was sent again while attempt ${open.attempt} was not known to be lost` });
  }
  return found;
}

function recipientsOf(fact: PlacedFact): Recipients {
  if (fact.kind !== 'command' || fact.body.outcome.status === 'rejected') return [];
  if (fact.body.act.kind === 'requestDispatch') return fact.body.act.recipients;
  return fact.body.effect?.kind === 'resent' ? fact.body.effect.recipients : [];
}
