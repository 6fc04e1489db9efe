import { expect, test } from 'vitest';
import { decide, standingAfter } from './decide.ts';

test.each([
  ['불가능', 'refuse', 'seed.impossible'],
  ['불가능한가요?', 'approve', 'default.approve'],
  [' 불가능', 'approve', 'default.approve'],
  ['선물 포장해 주세요', 'approve', 'default.approve'],
  [undefined, 'approve', 'default.approve'],
])('given the request %j, the verdict is %s by %s', (text, outcome, rule) => {
  expect(decide({ text, product: undefined })).toMatchObject({ outcome, rule });
});

test.each([
  ['approve', 'requests'],
  ['refuse', 'refusals'],
  ['review', 'waiting'],
] as const)('given %s, the request is held by the count %s', (outcome, standing) => {
  expect(standingAfter(outcome)).toBe(standing);
});
