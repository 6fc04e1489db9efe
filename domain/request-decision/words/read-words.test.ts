import { expect, test } from 'vitest';
import { isSaid, readWords } from './read-words.ts';

const saidIn = (text: string) => readWords(text).words.filter(isSaid);
const scopesIn = (text: string) => readWords(text).words.map(({ scope }) => scope);

test.each([
  '마무리 포장 예쁘게 해 주세요',
  '반려견 이름표에 새겨 주세요',
  '반려동물 샘플',
  '불가피하게 늦었습니다',
  '불가사리 인형',
  '안경닦이와 안대 하나',
  '제안되는 방안',
  '수없이 많은 색',
  '주문됐어요',
])('given the false friend in %j, no word of refusal is read', (text) => {
  expect(readWords(text).words).toEqual([]);
});

test.each([
  ['불가능한가요?', 'asked'],
  ['환불안되나요답변부탁드려요', 'asked'],
  ['왜 안 되는 거죠', 'asked'],
  ['불가능하지 않습니다', 'negatedTwice'],
  ['안 될 리가 없어요', 'negatedTwice'],
  ['거절하지 말아 주세요', 'negatedTwice'],
  ['뒷면에 "안 돼" 라고 새겨 주세요', 'quoted'],
  ['금요일이 불가능하면 토요일로요', 'supposed'],
  ['혹시 불가할까 봐 걱정돼요', 'supposed'],
  ['원래는 불가한데 이번만 해 드릴게요', 'outweighed'],
  ['안 된다고 하네요', 'told'],
  ['안 되니까요', 'open'],
  ['불가합니다', 'open'],
])('given %j, the rest of its clause makes of the word that it is %s', (text, scope) => {
  expect(scopesIn(text)).toEqual([scope]);
});

test('given a clause that asks behind one that says no, the question is not about that one', () => {
  expect(saidIn('환불은 불가합니다 다른 문의 있으신가요')).toHaveLength(1);
});

test('given a word typed with spaces, the span is that of the raw text', () => {
  const text = '네, 불 가 능 합니다';

  const [word] = saidIn(text);

  expect(word).toMatchObject({ word: '불가', typed: '불 가', span: { start: 3, end: 6 } });
});
