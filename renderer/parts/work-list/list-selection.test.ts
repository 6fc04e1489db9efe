import { expect, test } from 'vitest';
import { moved, stillHere, toggled } from './list-selection.ts';

test('given keys at the ends of a list, nobody leaves it', () => {
  expect([moved(0, 'up', 3), moved(2, 'down', 3), moved(0, 'last', 3), moved(2, 'first', 3), moved(0, 'down', 0)]).toEqual([0, 2, 2, 0, 0]);
});

test('given rows that have left, their ticks are gone; a tick twice is none', () => {
  expect([...stillHere(new Set(['a', 'b']), ['b', 'c'])]).toEqual(['b']);
  expect([...toggled(toggled(new Set(['a']), 'b'), 'a')]).toEqual(['b']);
});
