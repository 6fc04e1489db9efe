import { expect, test } from 'vitest';
import { moved } from '../../parts/work-list/list-selection.ts';
import type { ConflictRow } from '../../replica/conflicts/conflict-row.ts';
import { bulkSections } from './bulk-sections.ts';

const row = (id: string, bulk: string): ConflictRow => ({
  conflict: { id, kind: 'conflict', at: 1, by: 'jihye', commandId: bulk, leadId: '39~001', field: 'status' },
  ...{ user: '39', product: '001', mine: false, now: {}, stands: 'kept', pending: false, bulk: { id: bulk, size: 2 } },
});

test('given rows in order, those of one bulk are one section, which knows where in the list it begins', () => {
  const sections = bulkSections([row('a', 'x'), row('b', 'x'), row('c', 'y')]);

  expect(sections.map(({ bulk, by, index, rows }) => [bulk.id, by, index, rows.length])).toEqual([
    ['x', 'jihye', 0, 2],
    ['y', 'jihye', 2, 1],
  ]);
});

test('given a key that moves, it never leaves the list, nor an empty one', () => {
  expect([moved(0, 'up', 3), moved(2, 'down', 3), moved(0, 'last', 3), moved(2, 'first', 3), moved(0, 'down', 0)]).toEqual([0, 2, 2, 0, 0]);
});
