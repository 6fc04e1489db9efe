import type { Activity } from '../../contract/activity.ts';
import type { Lead } from '../../contract/lead.ts';
import { hash } from '../../domain/identity/hash.ts';
import { activityPage } from '../replica/activity-page.ts';
import type { ActivityPage, ActivityQuery } from '../replica/desk/activity-row.ts';
import type { Known } from './demo-rows.ts';

const hourMs = 3_600_000;
const looked = 40;

/** An audit that could be of these leads: one act of each kind, and what rules made of the requests. */
export function demoActivities({ leads, persons, products }: Known, query: ActivityQuery, by: string, now: number): ActivityPage {
  const some = [...leads.values()].slice(0, looked);
  const order = [...some.flatMap(decided), ...acts(some, by, now)].sort((a, b) => b.at - a.at);
  const view = {
    activities: { newestFirst: () => order },
    person: (id: string) => persons.get(id),
    product: (id: string) => products.get(id),
    reversibles: { audit: () => undefined, auditOfBatch: () => [] },
  };
  return activityPage(view, query);
}

const decided = ({ id: leadId, lastRequest }: Lead): Activity[] =>
  lastRequest
    ? [
        {
          ...{
            id: hash(leadId, 'decided'),
            kind: 'decided',
            at: lastRequest.at,
            by: 'system',
            leadId,
            requestedAt: lastRequest.at,
            decisionNo: 1,
            rule: 'default.approve',
            version: 1,
          },
          requestEventId: lastRequest.requestEventId,
          outcome: lastRequest.requestType === '1' ? 'approve' : 'refuse',
        } as const,
      ]
    : [];

function acts(leads: readonly Lead[], by: string, now: number): Activity[] {
  const ids = leads.map(({ id }) => id);
  const [first = ''] = ids;
  const at = (hours: number) => ({ id: hash(first, String(hours)), at: now - hours * hourMs });
  const packet = { packetId: hash(first), client: 'chatbot', code: 'event.schema' } as const;
  return [
    { ...at(0.2), by, kind: 'packetReplayed', ...packet, eventId: first, fixed: true },
    { ...at(0.3), by, kind: 'packetDiscarded', ...packet },
    { ...at(1), by, kind: 'patched', groups: [{ field: 'status', to: 'contacted', leads: ids.slice(0, 4) }] },
    {
      ...at(2),
      by: 'jihye',
      kind: 'conflict',
      commandId: first,
      leadId: first,
      field: 'status',
      lost: 'contacted',
      lostBy: by,
      lostAt: now - 3 * hourMs,
      kept: 'won',
    },
    { ...at(1.5), by, kind: 'settled', keep: 'lost', conflicts: [hash(first)], leads: ids.slice(0, 1), groups: [] },
    {
      ...at(3),
      by: 'jihye',
      kind: 'undone',
      undoes: first,
      groups: [{ field: 'status', from: 'won', to: 'contacted', leads: ids.slice(0, 2) }],
      leftAlone: [{ leadId: first, field: 'status' }],
    },
    { ...at(26), by, kind: 'dispatchRequested', recipients: 128 },
    { ...at(27), by, kind: 'dispatchCancelled', dispatchId: first, cancelled: 12 },
    { ...at(42), by: 'jihye', kind: 'exported', what: 'dispatch', rows: 128, reason: '11월 캠페인 정산' },
    { ...at(50), by: 'jihye', kind: 'catalogueChanged', products: 6 },
  ];
}
