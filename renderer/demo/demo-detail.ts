import type { Conflict } from '../../contract/activity.ts';
import type { LastRequest, Lead } from '../../contract/lead.ts';
import { conflictsOfLead } from '../replica/conflicts/conflict-page.ts';
import type { LeadDetail, TimelineEntry } from '../replica/desk/lead-view.ts';
import { type Decided, sagaOf } from '../replica/requests/request-saga.ts';
import { conflictSource } from './demo-conflicts.ts';
import { recommender } from './demo-dispatch.ts';
import type { Known } from './demo-rows.ts';

/** A lead as its drawer shows it. */
export function detail(all: Known, conflicts: readonly Conflict[], me: string, id: string): LeadDetail | undefined {
  const lead = all.leads.get(id);
  if (!lead) return undefined;
  const person = all.persons.get(lead.userId);
  const product = all.products.get(lead.productId);
  const recommendation = recommender(all)(lead.userId, 1)[0];
  return {
    lead,
    ...(person && { person }),
    ...(product && { product }),
    ...(recommendation && { recommendation }),
    score: all.scoring.explain(lead, person),
    halfLifeDays: all.rules.engagement.halfLifeDays,
    conflicts: conflictsOfLead(conflictSource(all, conflicts), me, id),
    timeline: timeline(lead),
    timelineFrom: 'local',
  };
}

function timeline({ tail, firstSeenAt, id: leadId, lastRequest }: Lead): TimelineEntry[] {
  const decided = lastRequest && demoDecision(leadId, lastRequest);
  const sagaFor = (factId: string) => (decided?.requestEventId === factId ? { saga: sagaOf([decided], undefined) } : {});
  const said = tail.map(({ factId, at, kind, text }): TimelineEntry => {
    const entry = { id: factId, at, kind, ...(text !== undefined && { text }) };
    return kind === 'requested' ? { ...entry, ...sagaFor(factId) } : entry;
  });
  return [...said, { id: `${leadId}-first`, at: firstSeenAt, kind: 'searched' as const }].sort((a, b) => b.at - a.at);
}

const demoDecision = (leadId: string, { requestEventId, at, requestType }: LastRequest): Decided => ({
  ...{ id: `${leadId}-decided`, kind: 'decided', at: at + 1_000, by: 'system', leadId, requestEventId, requestedAt: at, decisionNo: 1 },
  ...{ outcome: requestType === '1' ? 'approve' : 'refuse', rule: 'default.approve', version: 1 },
});
