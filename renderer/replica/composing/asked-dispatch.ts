import type { RequestDispatch } from '../../../contract/command/request-dispatch.ts';
import type { Dispatch, DispatchItem } from '../../../contract/dispatch.ts';
import { foldItem, moveItem } from '../../../domain/dispatching/item-step.ts';
import { newDispatch } from '../../../domain/dispatching/new-dispatch.ts';
import type { StoredCommand } from '../stored-command.ts';

type Asked = Pick<StoredCommand, 'id' | 'command' | 'audience'>;

/**
 * A dispatch that no server has judged yet, as it was confirmed: those who were left out when it was written are left out of it, with the reason (I8). The
 * server's own word takes its place.
 */
export function askedDispatch(
  { id, command: { issuedAt: at }, audience }: Asked,
  act: RequestDispatch,
  by: string,
): Readonly<{ dispatch: Dispatch; items: readonly DispatchItem[] }> {
  const { dispatch, items } = newDispatch({ id, by, at }, act, act.recipients);
  const judged = items.map((item) => {
    const reason = audience?.leftOut[item.userId];
    return reason ? foldItem(item, { step: 'skipped', attempt: 0, at, reason }) : item;
  });
  const counts = judged.reduce((sums, { state }, n) => moveItem(sums, items[n]?.state ?? state, state), dispatch.counts);
  return { dispatch: { ...dispatch, counts }, items: judged };
}
