import { serverState } from './checker/server-state.ts';
import type { World } from './world.ts';

/**
 * What somebody sees who looks into the provider's list before they resume a dispatch of a restored server: whether any of it was given to the
 * provider in the time that the server has forgotten.
 */
export function wasCalledBefore({ machine, kakao }: World, dispatchId: string): boolean {
  const restoredAt = machine.restoredAt();
  if (restoredAt === undefined) return false;
  const items = serverState(machine.disk).documents('dispatchItem');
  return kakao.calls.some(({ itemId, at }) => at < restoredAt && items.get(itemId)?.dispatchId === dispatchId);
}
