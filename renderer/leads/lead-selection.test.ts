import { expect, test } from 'vitest';
import { everyLead } from '../../contract/lead-filter.ts';
import { add, countSelected, isSelected, nothingSelected, rangeTo, type Selected, toggle, toLeadSelection } from './lead-selection.ts';

const some = (...ids: string[]): Selected & { kind: 'some' } => ({ kind: 'some', ids: new Set(ids) });

test('given a ticked lead, ticking it again unticks it', () => {
  const once = toggle(some(), 'a', 4);

  const twice = toggle(once as Selected & { kind: 'some' }, 'a', 4);

  expect(isSelected(once, 'a')).toBe(true);
  expect(isSelected(twice, 'a')).toBe(false);
});

test('given an anchor below, a range runs upwards and includes both ends', () => {
  const anchored = toggle(some(), 'e', 9);

  const range = rangeTo(anchored, 3);

  expect(range).toEqual({ from: 3, to: 9 });
});

test('given no anchor, a range is the row alone', () => {
  expect(rangeTo(nothingSelected, 7)).toEqual({ from: 7, to: 7 });
});

test('given leads already ticked, a range adds and never unticks', () => {
  const after = add(some('a', 'z'), ['a', 'b'], 2);

  expect(toLeadSelection(after)).toEqual({ kind: 'ids', ids: ['a', 'z', 'b'] });
});

test('given all that match, the count follows the filter and every lead is ticked', () => {
  const all: Selected = { kind: 'matching', filter: everyLead };

  expect(countSelected(all, 100_000)).toBe(100_000);
  expect(isSelected(all, 'any')).toBe(true);
  expect(toLeadSelection(all)).toEqual({ kind: 'matching', filter: everyLead });
});
