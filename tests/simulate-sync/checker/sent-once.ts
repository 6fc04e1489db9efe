import type { ItemState } from '../../../contract/dispatch.ts';
import { itemId } from '../../../domain/identity/ids.ts';
import { attemptKey, type Kakao } from '../kakao.ts';
import type { ServerState } from './server-state.ts';
import type { Finding } from './violation.ts';

const ended: ReadonlySet<ItemState> = new Set(['accepted', 'failed', 'skipped', 'cancelled']);

/** I7: no phone shows an item twice, every item ends by name, and what a phone shows is what its state says. */
export function sentOnce({ shown, calls, ruledOut }: Kakao, { documents, facts }: ServerState): Finding[] {
  const items = documents('dispatchItem');
  const times = new Map<string, number>();
  for (const { itemId: id } of shown) times.set(id, (times.get(id) ?? 0) + 1);
  const found: Finding[] = [...times]
    .filter(([, count]) => count > 1)
    .map(([id, count]) => ({ invariant: 'I7', what: `item ${id} was shown ${count} times` }));
  for (const call of calls) {
    if (call.attempt > 1 && !ruledOut.has(attemptKey({ ...call, attempt: call.attempt - 1 })))
      found.push({
        invariant: 'I7',
        what: `item ${call.itemId} was sent again while attempt ${call.attempt - 1} was not known to be lost`,
      });
  }
  for (const { id, state } of items.values()) {
    if (!ended.has(state)) found.push({ invariant: 'I7', what: `item ${id} is still ${state} when all is well` });
    if (times.has(id) !== (state === 'accepted'))
      found.push({ invariant: 'I7', what: `item ${id} is ${state}, and a phone ${times.has(id) ? 'shows' : 'does not show'} it` });
  }
  for (const fact of facts()) {
    if (fact.kind !== 'command' || fact.body.act.kind !== 'requestDispatch' || fact.body.outcome.status === 'rejected') continue;
    for (const { userId } of fact.body.act.recipients)
      if (!items.has(itemId(fact.factId, userId)))
        found.push({ invariant: 'I7', what: `${userId} was asked for in ${fact.factId} and has no item` });
  }
  return found;
}
