/** How a key moves through a list. */
export type ListMove = 'down' | 'up' | 'first' | 'last';

/** Where a key leads, never out of the list. */
export function moved(active: number, key: ListMove, total: number): number {
  const last = Math.max(0, total - 1);
  const steps = { down: 1, up: -1, first: -last, last };
  return Math.min(last, Math.max(0, active + steps[key]));
}

/** Ticks with one more, or without it where it was ticked. */
export function toggled(ticked: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ticked);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** Ticks of rows that have left the list are gone with them. */
export const stillHere = (ticked: ReadonlySet<string>, ids: readonly string[]): ReadonlySet<string> =>
  new Set(ids.filter((id) => ticked.has(id)));
