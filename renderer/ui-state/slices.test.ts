import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { everyLead } from '../../contract/lead-filter.ts';
import { createFilterSlice } from './filter-slice.ts';
import { screenOfHash } from './navigation-slice.ts';
import { createUndoSlice } from './undo-slice.ts';

test('given a filter, narrowing keeps the rest and clearing keeps the sort', () => {
  const filter = createStore(createFilterSlice);

  filter.getState().narrow({ text: '커피' });
  filter.getState().narrow({ statuses: ['new'] });
  filter.getState().sortBy('questions');
  const narrowed = filter.getState().filter;
  filter.getState().clear();

  expect(narrowed).toEqual({ ...everyLead, text: '커피', statuses: ['new'] });
  expect(filter.getState()).toMatchObject({ filter: everyLead, sort: { by: 'questions', direction: 'desc' } });
});

test('given a segment, the filter stays its own while it is narrowed, until all is cleared', () => {
  const filter = createStore(createFilterSlice);

  filter.getState().applySegment({ id: 'S', filter: { ...everyLead, statuses: ['won'] } });
  filter.getState().narrow({ text: '커피' });
  const narrowed = filter.getState().segmentId;
  filter.getState().clear();

  expect([narrowed, filter.getState().segmentId]).toEqual(['S', undefined]);
});

test('given the column that sorts already, sorting by it turns it round; words begin ascending', () => {
  const filter = createStore(createFilterSlice);

  filter.getState().sortBy('user');
  const first = filter.getState().sort;
  filter.getState().sortBy('user');

  expect([first, filter.getState().sort]).toEqual([
    { by: 'user', direction: 'asc' },
    { by: 'user', direction: 'desc' },
  ]);
});

test('given changes of one session, the newest is last, one of nothing is not kept, and a forgotten one is gone', () => {
  const undo = createStore(createUndoSlice);
  const changes = [{ field: 'status', to: 'won' }] as const;

  undo.getState().did({ undoes: 'A', leads: 1, changes });
  undo.getState().did({ undoes: 'B', leads: 0, changes });
  undo.getState().did({ undoes: 'C', leads: 3, changes });
  undo.getState().forget('A');

  expect(undo.getState().undoable).toEqual([{ undoes: 'C', leads: 3, changes }]);
});

test.each([
  ['#/leads', 'leads'],
  ['#/nowhere', undefined],
  ['#code=abc', undefined],
  ['', undefined],
])('given the fragment %j, the screen is %s', (hash, screen) => {
  expect(screenOfHash(hash)).toBe(screen);
});
