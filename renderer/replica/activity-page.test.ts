import { expect, test } from 'vitest';
import type { Activity } from '../../contract/activity.ts';
import { aPerson } from '../../contract/testing/build-document.ts';
import { activityPage } from './activity-page.ts';

const leads = ['39~001', '40~001'];
const hash = 'a'.repeat(64);
const acts: readonly Activity[] = [
  { id: '1', kind: 'patched', at: 4, by: 'kim', groups: [{ field: 'status', to: 'won', leads }] },
  {
    id: '2',
    kind: 'decided',
    at: 3,
    by: 'system',
    leadId: '39~001',
    requestEventId: 'e',
    requestedAt: 3,
    decisionNo: 1,
    version: 1,
    outcome: 'approve',
    rule: 'seed-1',
  },
  { id: '3', kind: 'conflict', at: 2, by: 'owner', commandId: '1', leadId: '39~001', field: 'status', lost: 'new', kept: 'won' },
  { id: '4', kind: 'packetDiscarded', at: 1, by: 'owner', packetId: hash, client: 'chatbot', code: 'event.schema' },
];
const view = {
  activities: { newestFirst: () => acts },
  person: () => ({ ...aPerson(), name: { value: '김하늘', at: 1, factId: 'f' } }),
  product: () => undefined,
  reversibles: { audit: () => undefined, auditOfBatch: () => [] },
};
const idsOf = (query: Parameters<typeof activityPage>[1]) => activityPage(view, query).rows.map(({ activity }) => activity.id);

test('given an audit, each part of it is counted, whatever is looked at, and who did something is known', () => {
  const page = activityPage(view, { group: 'conflicts', limit: 10 });

  expect(page.counts).toEqual({ all: 4, people: 3, rules: 1, conflicts: 1 });
  expect(page.members).toEqual(['kim', 'owner']);
  expect(page.total).toBe(1);
});

test('given a part, a person and a limit, the newest of those are shown', () => {
  expect(idsOf({ group: 'all', limit: 2 })).toEqual(['1', '2']);
  expect(idsOf({ group: 'people', limit: 10 })).toEqual(['1', '3', '4']);
  expect(idsOf({ group: 'rules', limit: 10 })).toEqual(['2']);
  expect(idsOf({ group: 'all', by: 'owner', limit: 10 })).toEqual(['3', '4']);
});

test('given acts on leads, the first is named as people know it; acts on none name none', () => {
  const { rows } = activityPage(view, { group: 'all', limit: 10 });

  expect(rows[0]).toMatchObject({ leads: 2, first: { leadId: '39~001', user: '김하늘', product: '001' } });
  expect(rows[3]).toEqual({ activity: acts[3], leads: 0 });
});
