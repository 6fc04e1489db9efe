import type { Lead } from '../../contract/lead.ts';
import type { LeadEvent } from '../../contract/lead-event.ts';
import { byCodeUnit } from '../../domain/order.ts';
import { conflictSource, conflictsOfLead } from './conflicts/conflict-page.ts';
import type { LeadDetail, TimelineEntry } from './desk/lead-view.ts';
import type { Recommender } from './recommender.ts';
import { type Decided, sagaOf } from './requests/request-saga.ts';
import type { View } from './view.ts';

/** Everything the drawer shows of a lead; `events` are the server's full story, once it was fetched. */
export function leadDetail(
  view: View,
  recommender: Recommender,
  me: string,
  id: string,
  events: readonly LeadEvent[] | undefined,
): LeadDetail | undefined {
  const lead = view.lead(id);
  if (!lead) return undefined;
  const person = view.person(lead.userId);
  const product = view.product(lead.productId);
  const recommendation = recommender.recent()(lead.userId, 1)[0];
  return {
    lead,
    ...(person && { person }),
    ...(product && { product }),
    score: view.scoring().explain(lead, person),
    halfLifeDays: view.scoreRules().engagement.halfLifeDays,
    ...(recommendation && { recommendation }),
    conflicts: conflictsOfLead(conflictSource(view), me, id),
    timeline: timelineOf(view, lead, events ?? []),
    timelineFrom: events ? 'server' : 'local',
  };
}

/** Newest first. A message that both the tail and the server tell is told once, by its fact. */
function timelineOf(view: View, lead: Lead, events: readonly LeadEvent[]): readonly TimelineEntry[] {
  const said = new Map<string, TimelineEntry>();
  const decisionsOf = (requestEventId: string) => decisions(view, requestEventId);
  for (const { factId, at, kind, message, answers } of events) {
    const saga = kind === 'requested' ? sagaOf(decisionsOf(factId), answers) : undefined;
    said.set(factId, { ...toSaid(factId, at, kind, message), ...(saga && { saga }) });
  }
  for (const { factId, at, kind, text } of lead.tail)
    if (!said.has(factId))
      said.set(factId, {
        ...toSaid(factId, at, kind, text),
        ...(kind === 'requested' && { saga: sagaOf(decisionsOf(factId), undefined) }),
      });

  const activities = [...view.indexes.activitiesOfLead.of(lead.id)].flatMap((id) => {
    const activity = view.documents.of('activity').get(id);
    const isTold =
      activity?.kind === 'requestsDecided' ||
      activity?.kind === 'requestsReevaluated' ||
      (activity?.kind === 'decided' && said.has(activity.requestEventId));
    return activity && !isTold ? [{ id, at: activity.at, kind: 'activity' as const, activity }] : [];
  });
  const items = [...view.indexes.itemsOfUser.of(lead.userId)].flatMap((id) => {
    const item = view.documents.of('dispatchItem').get(id);
    return item ? [{ id, at: item.at, kind: 'dispatch' as const, item }] : [];
  });
  return [...said.values(), ...activities, ...items].sort((a, b) => b.at - a.at || byCodeUnit(b.id, a.id));
}

/** Those of the replica, in any order. */
const decisions = ({ indexes, documents }: View, requestEventId: string): readonly Decided[] =>
  [...indexes.decisionsOfRequest.of(requestEventId)].flatMap((id) => {
    const activity = documents.of('activity').get(id);
    return activity?.kind === 'decided' ? [activity] : [];
  });

function toSaid(id: string, at: number, kind: LeadEvent['kind'], text: string | undefined): TimelineEntry {
  return kind === 'searched' ? { id, at, kind } : { id, at, kind, ...(text !== undefined && { text }) };
}
