import { expect, test } from 'vitest';
import { normalise } from './normalise.ts';

test.each([
  ['불 가 능', '불가능'],
  ['불.가.능', '불가능'],
  ['불\u200b가\u200b능', '불가능'],
  ['불가능'.normalize('NFD'), '불가능'],
  ['안 돼요 ㅠㅠ', '안돼요'],
  ['안 돼요!! 재고가 없어요~', '안돼요.재고가없어요'],
  ['안 되나요？', '안되나요?'],
  ['ＳＩＺＥ Ｍ', 'sizem'],
  ['티셔츠에 “안 돼” 라고', '티셔츠에"안돼"라고'],
  ['👨‍👩‍👧 🙅‍♀️', ''],
  ['', ''],
])('given %j, its words are looked for in %j', (raw, text) => {
  expect(normalise(raw).text).toBe(text);
});

test('given words with spaces and a face between them, each part is found again in the raw text', () => {
  const raw = ' 음… 불 가 능 ㅠㅠ 합니다';
  const { text, rawSpan } = normalise(raw);

  const at = text.indexOf('불가능');
  const { start, end } = rawSpan(at, at + '불가능'.length);

  expect(raw.slice(start, end)).toBe('불 가 능');
});
