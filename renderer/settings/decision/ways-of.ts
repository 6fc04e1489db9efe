import type { DecisionOutcome } from '../../../contract/decision-outcome.ts';
import type { DecisionChange } from '../../replica/requests/decision-preview.ts';

/** How many requests go from one outcome to another. */
export type Way = Readonly<{ key: string; from: DecisionOutcome; to: DecisionOutcome; count: number }>;

/** The ways that are gone, the busiest first. */
export function waysOf(changes: readonly Pick<DecisionChange, 'from' | 'to'>[]): readonly Way[] {
  const ways = new Map<string, Way>();
  for (const { from, to } of changes) {
    const key = `${from} ${to}`;
    ways.set(key, { key, from, to, count: (ways.get(key)?.count ?? 0) + 1 });
  }
  return [...ways.values()].sort((a, b) => b.count - a.count);
}
