import { expect, test } from 'vitest';
import { isNameTaken } from './segment-name.ts';

test.each([
  ['단골', ['단골'], true],
  [' 단골 ', ['단골'], true],
  ['단골'.normalize('NFD'), ['단골'], true],
  ['vip', ['VIP'], true],
  ['단골 손님', ['단골'], false],
  ['', ['단골'], false],
])('given the name %j beside %j, taken is %j', (name, names, taken) => {
  expect(isNameTaken(name, names)).toBe(taken);
});
