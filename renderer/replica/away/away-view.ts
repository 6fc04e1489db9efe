import type { AwayPeople, AwayView } from '../desk/segment-view.ts';
import type { View } from '../view.ts';
import type { AwayReport } from './follow-absence.ts';

/** So many of each list are named; the others are counted. */
const named = 100;

/** The report in people's words, as segments and people are called now. A segment that was deleted since has nothing to say. */
export function awayView(view: View, report: AwayReport | undefined): AwayView | undefined {
  if (!report) return undefined;
  const names = new Map(view.segments().map(({ id, name }) => [id, name]));
  const segments = report.changes.flatMap(({ segmentId, entered, left, filterChanged }) => {
    const name = names.get(segmentId);
    if (name === undefined) return [];
    return [{ segmentId, name, entered: peopleOf(view, entered), left: peopleOf(view, left), ...(filterChanged && { filterChanged }) }];
  });
  return segments.length > 0 ? { periods: report.periods, segments } : undefined;
}

function peopleOf(view: View, leadIds: readonly string[]): AwayPeople {
  const people = leadIds.slice(0, named).map((leadId) => {
    const row = view.rows.get(leadId);
    const [userId = leadId, productId = ''] = leadId.split('~');
    return { leadId, user: row?.name ?? userId, product: view.product(productId)?.name ?? productId, gone: row === undefined };
  });
  return { count: leadIds.length, people };
}
