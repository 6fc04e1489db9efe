import { expect, test } from 'vitest';
import { changeOf } from './change.ts';

test.each([
  ['more of a good thing is better', 120, 100, 'better', { kind: 'share', share: 0.2, tone: 'better' }],
  ['less of a good thing is worse', 80, 100, 'better', { kind: 'share', share: -0.2, tone: 'worse' }],
  ['more of a bad thing is worse', 120, 100, 'worse', { kind: 'share', share: 0.2, tone: 'worse' }],
  ['less of a bad thing is better', 80, 100, 'worse', { kind: 'share', share: -0.2, tone: 'better' }],
  ['five percent is worth a colour', 105, 100, 'better', { kind: 'share', share: 0.05, tone: 'better' }],
  ['less than five percent is not', 104, 100, 'worse', { kind: 'share', share: 0.04, tone: 'steady' }],
  ['after nothing, something is new', 3, 0, 'better', { kind: 'new' }],
  ['after nothing, nothing is no change', 0, 0, 'better', { kind: 'none' }],
  ['all gone is minus a hundred percent', 0, 8, 'better', { kind: 'share', share: -1, tone: 'worse' }],
] as const)('given a period and the one before, %s', (_, current, previous, more, change) => {
  expect(changeOf(current, previous, more)).toEqual(change);
});
