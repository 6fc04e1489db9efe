import { expect, test } from 'vitest';
import { searchText, textMatcher } from './search-text.ts';

const lead = searchText(['김하늘', 'user:39', '린넨 셔츠 원피스', undefined, '네이비 있어요?']);

test.each([
  ['김하', true],
  ['USER:39', true],
  ['원피스 네이비', true],
  ['ㄱㅎㄴ', true],
  ['ㅇㅍㅅ', true],
  ['ㄹㄴ ㅅㅊ', true],
  ['ㄳ', false],
  ['하늘이', false],
  ['ㅋㅋ', false],
  ['   ', true],
])('given a lead of 김하늘 and a linen dress, "%s" finds it: %s', (text, found) => {
  expect(textMatcher(text)(lead)).toBe(found);
});

test('given initial consonants that an input method joined, finds them apart', () => {
  expect(textMatcher('ㄳ')(searchText(['감사']))).toBe(true);
});

test('given a name typed in decomposed form, finds the composed one', () => {
  expect(textMatcher('김하늘'.normalize('NFD'))(lead)).toBe(true);
});
