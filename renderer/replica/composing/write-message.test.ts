import { expect, test } from 'vitest';
import { aProduct } from '../../../contract/testing/build-document.ts';
import { messageWriter } from './write-message.ts';

const products = [aProduct()];
const terms = { provider: 'solapi', sender: { name: '하늘상점' } } as const;

test('given a text that names nobody, whoever gets the same list of products gets the very same message', () => {
  const write = messageWriter({ ...terms, text: '#{상품명} 보셨나요?' });

  const [first, second, other] = [write(products, '김하늘'), write(products, '이바다'), write([aProduct({ name: '모자' })], '이바다')];

  expect(first.message).toBe(second.message);
  expect(other.message.text).toContain('모자 보셨나요?');
});

test('given a text with names, each has their own with the same cards, and whoever has no name is left out', () => {
  const write = messageWriter({ ...terms, text: '#{이름}님, 보셨나요?' });

  const [first, second, nobody] = [write(products, '김하늘'), write(products, '이바다'), write(products, undefined)];

  expect([first.message.words, second.message.words]).toEqual(['김하늘님, 보셨나요?', '이바다님, 보셨나요?']);
  expect(first.message.cards).toBe(second.message.cards);
  expect([first.skipped, nobody.skipped]).toEqual([undefined, 'content.emptyVariable']);
});
