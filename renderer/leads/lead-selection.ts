import type { LeadFilter } from '../../contract/lead-filter.ts';
import type { LeadSelection } from '../replica/desk/lead-act.ts';

/**
 * What is ticked in the table. `some`: these leads, wherever they have gone since. `matching`: whatever matches the filter at
 * the moment of the act, so that 100,000 leads are never listed. `anchor` is where a shift-range starts.
 */
export type Selected =
  | Readonly<{ kind: 'some'; ids: ReadonlySet<string>; anchor?: number }>
  | Readonly<{ kind: 'matching'; filter: LeadFilter }>;

export const nothingSelected: Selected = { kind: 'some', ids: new Set() };

export const isSelected = (selected: Selected, id: string): boolean => selected.kind === 'matching' || selected.ids.has(id);

/** `total` is how many match the filter now. */
export const countSelected = (selected: Selected, total: number): number => (selected.kind === 'matching' ? total : selected.ids.size);

/** Ticks or unticks one lead; its index is the next range's start. */
export function toggle(selected: Selected & { kind: 'some' }, id: string, index: number): Selected {
  const ids = new Set(selected.ids);
  if (!ids.delete(id)) ids.add(id);
  return { kind: 'some', ids, anchor: index };
}

/** Ticks these too; a range only ever adds, as in every mail program. */
export function add(selected: Selected & { kind: 'some' }, more: readonly string[], anchor: number): Selected {
  return { kind: 'some', ids: new Set([...selected.ids, ...more]), anchor };
}

/** The first and last index of a shift-range, both included. Without an anchor the range is the row itself. */
export function rangeTo(selected: Selected, index: number): Readonly<{ from: number; to: number }> {
  const anchor = selected.kind === 'some' ? (selected.anchor ?? index) : index;
  return { from: Math.min(anchor, index), to: Math.max(anchor, index) };
}

/** What the replica is asked to act on. */
export const toLeadSelection = (selected: Selected): LeadSelection =>
  selected.kind === 'matching' ? selected : { kind: 'ids', ids: [...selected.ids] };
