import { expect, test } from 'vitest';
import type { Activity, Conflict } from '../../../contract/activity.ts';
import type { Lead } from '../../../contract/lead.ts';
import { aLead } from '../../../contract/testing/build-document.ts';
import { type ConflictSource, conflictPage, conflictsOfLead, selectedConflicts } from './conflict-page.ts';

const note = 'note:01K0000000000000000000000A' as const;

const aConflict = (id: string, change: Partial<Conflict> = {}): Conflict => ({
  ...{ id, kind: 'conflict', at: 10, by: 'jihye', commandId: `command-${id}`, leadId: '39~001', field: 'status' },
  ...{ lost: 'interested', lostBy: 'mina', lostAt: 5, kept: 'contacted', ...change },
});
const aPatchAct = (id: string, change: Partial<Activity & { kind: 'patched' }> = {}): Activity => ({
  ...{ id, kind: 'patched', at: 20, by: 'owner' },
  groups: [{ field: 'status', to: 'won', leads: ['39~001'] }],
  ...change,
});

function aSource(conflicts: readonly Conflict[], leads: readonly Lead[], acts: readonly Activity[] = []): ConflictSource {
  const known = new Map(conflicts.map((conflict) => [conflict.id, conflict]));
  return {
    conflict: (id) => known.get(id),
    conflictIds: () => known.keys(),
    idsOfLead: () => [...acts.map(({ id }) => id), ...known.keys()],
    activity: (id) => acts.find((act) => act.id === id) ?? known.get(id),
    isPending: () => false,
    lead: (id) => leads.find((lead) => lead.id === id),
    request: () => undefined,
    person: () => undefined,
    product: () => undefined,
  };
}
const contacted = aLead({ status: 'contacted' });
const open = { group: 'open', limit: 10 } as const;
const ids = ({ rows }: ReturnType<typeof conflictPage>) => rows.map(({ conflict }) => conflict.id);

test('given conflicts of everybody, mine are those in which my value lost, and what is settled is counted apart', () => {
  const settled = { commandId: 'c', by: 'mina', at: 12, keep: 'standing' } as const;
  const source = aSource([aConflict('a'), aConflict('b', { lostBy: 'owner' }), aConflict('c', { settled })], [contacted]);

  const page = conflictPage(source, 'mina', { group: 'mine', limit: 10 });

  expect(ids(page)).toEqual(['a']);
  expect(page.counts).toEqual({ mine: 1, open: 2, settled: 1 });
});

test('given a field that holds what overwrote it, both values have their author and time', () => {
  const [row] = conflictPage(aSource([aConflict('a')], [contacted]), 'mina', open).rows;

  expect(row).toMatchObject({ mine: true, stands: 'kept', now: { value: 'contacted', by: 'jihye', at: 10 } });
});

test('given a field changed again since, says what it holds now and who wrote that', () => {
  const source = aSource([aConflict('a')], [aLead({ status: 'won' })], [aPatchAct('p', { at: 15, by: 'kim' }), aPatchAct('q')]);

  const [row] = conflictPage(source, 'mina', open).rows;

  expect(row).toMatchObject({ stands: 'other', now: { value: 'won', by: 'owner', at: 20 } });
});

test('given a losing value that came back in another way, its conflict needs nobody', () => {
  const page = conflictPage(aSource([aConflict('a')], [aLead({ status: 'interested' })]), 'mina', { group: 'settled', limit: 10 });

  expect(page.counts).toEqual({ mine: 0, open: 0, settled: 1 });
  expect(page.rows[0]).toMatchObject({ stands: 'lost' });
});

test('given a note that two edited, it is told by who wrote the one that stands whether it was changed since', () => {
  const { kept: _kept, ...conflict } = aConflict('a', { field: note, lost: '세 시' });
  const leadWith = (by: string) => aLead({ notes: [{ id: note.slice(5), text: '문자로', by, at: 10 }] });

  const standing = (lead: Lead) => conflictPage(aSource([conflict], [lead]), 'mina', open).rows[0]?.stands;

  expect([standing(leadWith('jihye')), standing(leadWith('owner')), standing(aLead())]).toEqual(['kept', 'other', 'kept']);
});

test('given a bulk of several commands and single conflicts, those of the bulk stand together, newest first, and are settled together', () => {
  const ofBulk = (id: string, at: number) => aConflict(id, { at, commandId: `p-${id}`, leadId: `${at}~001` });
  const conflicts = [ofBulk('a', 30), aConflict('b', { at: 20 }), ofBulk('c', 10)];
  const leads = [contacted, ...[30, 10].map((user) => aLead({ id: `${user}~001`, userId: String(user), status: 'contacted' }))];
  const source = aSource(conflicts, leads, [aPatchAct('p-a', { batchId: 'bulk' }), aPatchAct('p-c', { batchId: 'bulk' })]);

  const page = conflictPage(source, 'mina', open);

  expect(ids(page)).toEqual(['a', 'c', 'b']);
  expect(page.rows.map(({ bulk }) => bulk.size)).toEqual([2, 2, 1]);
  const chosen = selectedConflicts(source, 'mina', { kind: 'bulk', bulk: 'bulk', group: 'open' });
  expect(chosen.map(({ id }) => id)).toEqual(['a', 'c']);
});

test('given a lead, its open conflicts alone are at its fields', () => {
  const settled = { commandId: 'c', by: 'mina', at: 12, keep: 'lost' } as const;
  const source = aSource([aConflict('a'), aConflict('b', { settled })], [contacted]);

  expect(conflictsOfLead(source, 'mina', '39~001').map(({ conflict }) => conflict.id)).toEqual(['a']);
});
