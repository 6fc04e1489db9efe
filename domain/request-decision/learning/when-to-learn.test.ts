import { expect, test } from 'vitest';
import type { Lessons } from '../../../contract/policy/lessons.ts';
import { agreedToAct, isWorthLearning, lessonsToBegin, modeOf } from './when-to-learn.ts';

const lessons = (approve: number, refuse: number, agreed = [0, 0], asked = agreed): Lessons => ({
  id: 'lessons',
  approve: { decided: approve, asked: asked[0] ?? 0, agreed: agreed[0] ?? 0 },
  refuse: { decided: refuse, asked: asked[1] ?? 0, agreed: agreed[1] ?? 0 },
});

test.each([
  ['nothing', lessons(0, 0), undefined, false],
  ['enough of one class only', lessons(500, lessonsToBegin - 1), undefined, false],
  ['just enough of both', lessons(lessonsToBegin, lessonsToBegin), undefined, true],
  ['nothing new', lessons(30, 30), { approve: 30, refuse: 30 }, false],
  ['nine new ones', lessons(33, 36), { approve: 30, refuse: 30 }, false],
  ['a fifth and ten more', lessons(36, 36), { approve: 30, refuse: 30 }, true],
  ['ten more of a thousand', lessons(510, 500), { approve: 500, refuse: 500 }, false],
])('given %s taught, a file is made where that is worth it', (_, taught, before, worth) => {
  expect(isWorthLearning(taught, before)).toBe(worth);
});

test.each([
  ['nothing', [0, 0], [0, 0], 'shadow'],
  ['enough of one class only', [agreedToAct, agreedToAct - 1], [agreedToAct, agreedToAct - 1], 'shadow'],
  ['enough of both', [agreedToAct, agreedToAct], [agreedToAct, agreedToAct], 'active'],
  ['enough, but wrong too often on one', [900, 899], [1_000, 1_000], 'shadow'],
  ['enough, and right nine times in ten', [900, 900], [1_000, 1_000], 'active'],
] as const)('given a classifier that foretold %s, it is in the %s', (_, agreed, asked, mode) => {
  expect(modeOf(lessons(5_000, 5_000, [...agreed], [...asked]))).toBe(mode);
});
