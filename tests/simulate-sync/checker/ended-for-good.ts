import type { ItemStep } from '../../../contract/dispatch.ts';
import type { ServerState } from './server-state.ts';
import type { Finding } from './violation.ts';

/** Nothing follows these: what is reported, found out or asked for afterwards says nothing. */
const last: ReadonlySet<ItemStep> = new Set(['delivered', 'failed', 'skipped', 'cancelled', 'expired']);

/** I7: whatever has ended never goes back. From the log alone: an item's last step has none after it. */
export function endedForGood({ facts }: ServerState): Finding[] {
  const ended = new Map<string, ItemStep>();
  return facts().flatMap((fact): Finding[] => {
    if (fact.kind !== 'dispatch' || fact.body.step === 'held') return [];
    const { itemId, step } = fact.body;
    const before = ended.get(itemId);
    if (last.has(step)) ended.set(itemId, step);
    return before ? [{ invariant: 'I7', what: `item ${itemId} was ${before}, and then ${step}` }] : [];
  });
}
