import fc from 'fast-check';
import { expect, test } from 'vitest';
import { adapterIds } from '../../../contract/dispatch.ts';
import { aProduct } from '../../../contract/testing/build-document.ts';
import { composeMessage, type MessageWords } from '../compose-message.ts';
import { hasMarkByHand } from './ad-mark.ts';
import { buttonLabel, toBubble, usualWords } from './bubble.ts';
import { checkContent } from './check-content.ts';
import { mostFixedKrw, titleRoom, toCommerceCard } from './commerce-card.ts';

const products = (count: number) => Array.from({ length: count }, (_, index) => aProduct({ productId: `00${index}` }));
const problems = (words: MessageWords, chosen = products(1)) => checkContent('solapi', composeMessage(chosen, words));
const codes = (words: MessageWords, chosen = products(1)) => problems(words, chosen).map(({ code }) => code);

test('given the usual words and one to six products, nothing is refused', () => {
  for (const count of [1, 2, 3, 4, 5, 6]) expect(codes({}, products(count))).toEqual([]);
});

test.each([
  [34, 1, []],
  [35, 1, ['content.textTooLong']],
  [50, 2, []],
  [51, 2, ['content.textTooLong']],
])('given %i letters beside %i products, they are counted as a phone shows them', (letters, count, expected) => {
  expect(codes({ text: '🧥'.repeat(letters) }, products(count))).toEqual(expected);
});

test.each([
  ['   ', 'content.empty'],
  ['하나\n둘\n셋', 'content.textLines'],
  ['[광고] 새로 나왔어요', 'content.adMark'],
  ['(광고) 새로 나왔어요', 'content.adMark'],
  ['(광 고) 새로 나왔어요', 'content.adMark'],
  ['(광/고) 새로 나왔어요', 'content.adMark'],
  ['"광고" 새로 나왔어요', 'content.adMark'],
  ['#{이름}님', 'content.emptyVariable'],
  ['#{쿠폰} 받으세요', 'content.unknownVariable'],
])('given the text %s, it is refused as %s', (text, code) => {
  expect(codes({ text })).toEqual([code]);
});

test('given a word that only speaks of advertising, it is no mark', () => {
  expect(hasMarkByHand('광고 없는 조용한 가습기')).toBe(false);
});

test('given variables, they are filled per recipient, and a name of signs for replacing stays as it is', () => {
  const text = '#{이름}님, #{상품명} 외 #{상품수}개 #{보내는이}';

  const message = composeMessage(products(2), { text, name: '$& 김하늘', sender: { name: '하늘상점' } });

  expect(message.words).toBe('$& 김하늘님, 린넨 셔츠 원피스 외 2개 하늘상점');
});

test('given a text with six products, one is too many: the intro takes a place', () => {
  expect(problems({ text: '골라 봤어요' }, products(6))).toEqual([{ code: 'content.cards', limit: 5 }]);
});

test.each([
  [{ priceKrw: 100_000_000 }, 'content.price'],
  [{ priceKrw: 10_000, discountKrw: 10_001 }, 'content.discount'],
  [{ url: 'http://shop.example/1' }, 'content.link'],
])('given a product with %o, it is named and refused', (change, code) => {
  expect(problems({}, [aProduct({ productId: '7', ...change })])).toMatchObject([{ code, of: '7' }]);
});

test('given the message API, at most three products fit', () => {
  expect(checkContent('kakao-message', composeMessage(products(4)))).toEqual([{ code: 'content.cards', limit: 3 }]);
});

test('given an advertisement as text, it begins with the mark and the sender, and ends with the opt-out that costs nothing', () => {
  const { text } = composeMessage(products(1), { sender: { name: '하늘상점', contact: '02-123-4567', freeOptOut: '080-123-4567' } });

  expect(text.startsWith('(광고) 하늘상점\n')).toBe(true);
  expect(text.endsWith('문의 02-123-4567\n무료수신거부 080-123-4567')).toBe(true);
});

test('given any product, its card keeps within what every provider takes, and a discount is told in exactly one way', () => {
  const anyProduct = fc.record({
    name: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }),
    priceKrw: fc.nat(99_999_999),
    discountKrw: fc.option(fc.nat(99_999_999), { nil: undefined }),
  });

  fc.assert(
    fc.property(anyProduct, ({ name, priceKrw, discountKrw }) => {
      const card = toCommerceCard({ ...aProduct({ name, priceKrw }), ...(discountKrw !== undefined && { discountKrw }) });

      expect([...card.title].length).toBeLessThanOrEqual(titleRoom);
      expect(card.title).not.toContain('\n');
      const told = [card.discountRate, card.discountFixed].filter((one) => one !== undefined);
      expect(told.length).toBe(card.discountPrice === undefined ? 0 : 1);
      expect(card.discountFixed ?? 0).toBeLessThanOrEqual(mostFixedKrw);
      if (card.discountRate !== undefined) expect(card.discountRate).toSatisfy((rate: number) => rate >= 0 && rate <= 100);
      expect(card.discountPrice ?? 0).toBeLessThanOrEqual(priceKrw);
    }),
  );
});

test('given our own words, they keep within the room that a bubble has for them', () => {
  expect([...buttonLabel].length).toBeLessThanOrEqual(8);
  expect([...usualWords].length).toBeLessThanOrEqual(34);
  for (const provider of adapterIds) expect(checkContent(provider, composeMessage(products(1)))).toEqual([]);
});

test('given six products without a text, there is no intro', () => {
  expect(toBubble(composeMessage(products(6)))).not.toHaveProperty('intro');
});
