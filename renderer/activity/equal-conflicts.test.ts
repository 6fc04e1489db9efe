import { expect, test } from 'vitest';
import type { Conflict } from '../../contract/activity.ts';
import type { ActivityRow } from '../replica/desk/activity-row.ts';
import { withEqualConflictsAsOne } from './equal-conflicts.ts';

const over: Conflict = {
  ...{ id: 'a', kind: 'conflict', by: 'minji', at: 2, commandId: '01K0000000000000000000000A', leadId: 'u1~p1' },
  ...{ field: 'status', lost: 'won', lostBy: 'owner', lostAt: 1, kept: 'lost' },
};
const row = (activity: Conflict): ActivityRow => ({
  activity,
  leads: 1,
  first: { leadId: activity.leadId, user: activity.leadId, product: 'p' },
});

test('given a bulk over a bulk, its conflicts are one entry of all its leads, told by the first', () => {
  const rows = ['u1~p1', 'u2~p1', 'u3~p1'].map((leadId) => row({ ...over, id: leadId, leadId }));

  const entries = withEqualConflictsAsOne(rows);

  expect(entries).toEqual([{ ...rows[0], leads: 3 }]);
});

test.each([
  ['another value', { lost: 'contacted' }],
  ['another author', { lostBy: 'jiyoon' }],
  ['another field', { field: 'marketerId' as const }],
  ['another moment', { at: 3 }],
])('given conflicts of %s, each is told', (_, other) => {
  const rows = [row(over), row({ ...over, ...other, id: 'b' }), row({ ...over, id: 'c' })];

  expect(withEqualConflictsAsOne(rows)).toEqual(rows);
});

test('given other acts that look alike, each is told', () => {
  const decided = {
    id: 'd',
    kind: 'decided',
    by: 'system',
    at: 1,
    leadId: 'u1~p1',
    requestEventId: 'r',
    decisionNo: 1,
    outcome: 'approve',
    rule: 'r',
  };
  const rows = [decided, { ...decided, id: 'e' }].map((activity) => ({ activity, leads: 1 }) as ActivityRow);

  expect(withEqualConflictsAsOne(rows)).toEqual(rows);
});
