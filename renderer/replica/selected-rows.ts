import type { LeadSelection } from './desk/lead-act.ts';
import type { LeadRow } from './desk/lead-view.ts';
import type { View } from './view.ts';

/** The leads of a selection as they are shown now; those that are gone are left out. */
export const selectedRows = ({ rows }: Pick<View, 'rows'>, selection: LeadSelection): readonly LeadRow[] =>
  selection.kind === 'ids' ? selection.ids.flatMap((id) => rows.get(id) ?? []) : rows.matching(selection.filter);
