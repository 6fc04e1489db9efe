import { expect, test } from 'vitest';
import { textProblems } from './text-problems.ts';

const codes = (text: string, products = 1) => textProblems('sandbox', text, products).map(({ code }) => code);

test('given nothing written, or known variables, nothing is wrong', () => {
  expect([codes(''), codes('  '), codes('#{이름}님, 보고 가세요')]).toEqual([[], [], []]);
});

test('given a variable that does not exist, a mark by hand, or a long text, each is said', () => {
  expect(codes('#{별명}님')).toEqual(['content.unknownVariable']);
  expect(codes('(광고) 보고 가세요')).toEqual(['content.adMark']);
  expect(codes('가'.repeat(40))).toEqual(['content.textTooLong']);
});

test('given more products than fit beside a text, it is said', () => {
  expect(codes('보고 가세요', 6)).toEqual(['content.cards']);
});
