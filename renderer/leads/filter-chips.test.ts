import { expect, test } from 'vitest';
import { everyLead, type LeadFilter } from '../../contract/lead-filter.ts';
import { chipsOf, isNarrowed, toggled, without } from './filter-chips.ts';

const narrowed: LeadFilter = { ...everyLead, text: ' ㅅㅅ ', statuses: ['new', 'won'], assignees: [null], tags: ['VIP'] };

test('given a filter, every narrowing is a chip', () => {
  expect(chipsOf(narrowed).map(({ part, value }) => `${part}=${value}`)).toEqual([
    'text=ㅅㅅ',
    'statuses=new',
    'statuses=won',
    'assignees=null',
    'tags=VIP',
  ]);
});

test('given all chips taken back one by one, the filter asks for every lead', () => {
  let cleared = narrowed;
  for (const chip of chipsOf(narrowed)) cleared = { ...cleared, ...without(cleared, chip) };

  expect(cleared).toEqual(everyLead);
  expect(isNarrowed(cleared)).toBe(false);
});

test('given a facet ticked twice, the filter is as before', () => {
  const once = { ...everyLead, ...toggled(everyLead, 'assignees', null) };

  expect(once.assignees).toEqual([null]);
  expect({ ...once, ...toggled(once, 'assignees', null) }).toEqual(everyLead);
});

test('given blanks only, nothing is narrowed', () => {
  expect(isNarrowed({ ...everyLead, text: '   ' })).toBe(false);
});
