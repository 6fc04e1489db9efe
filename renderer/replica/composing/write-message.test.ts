import { describe, expect, test } from 'vitest';
import { aProduct } from '../../../contract/testing/build-document.ts';
import { messageWriter } from './write-message.ts';

const mug = aProduct({ id: 'mug', productId: 'mug', name: '유리 머그' });
const terms = (text?: string) => ({ provider: 'sandbox' as const, sender: { name: '우리 가게', freeOptOut: '080-000-0000' }, text });

const writeMessage = (of: ReturnType<typeof terms>, ...person: Parameters<ReturnType<typeof messageWriter>>) =>
  messageWriter(of)(...person);

describe('one person\u2019s message', () => {
  test('given nothing or only space written, the usual words stand there, and what the law asks for around them', () => {
    for (const text of [undefined, '', '  \n ']) {
      const { message, skipped } = writeMessage(terms(text), [mug], '김하늘');

      expect([message.words, skipped]).toEqual([undefined, undefined]);
      expect(message.text.startsWith('(광고) 우리 가게\n')).toBe(true);
      expect(message.text.endsWith('무료수신거부 080-000-0000')).toBe(true);
    }
  });

  test('given a text with variables, each has its value, without the space around the text', () => {
    const { message } = writeMessage(terms('  #{이름}님, #{상품명} 보고 가세요 '), [mug], '김하늘');

    expect(message.words).toBe('김하늘님, 유리 머그 보고 가세요');
  });

  test('given somebody without a value for a variable, they are left out and the message shows which', () => {
    const { message, skipped } = writeMessage(terms('#{이름}님, 보고 가세요'), [mug], undefined);

    expect(skipped).toBe('content.emptyVariable');
    expect(message.words).toContain('#{이름}');
  });

  test('given a name that makes a text too long, only that person is left out', () => {
    const text = `#{이름}님 ${'가'.repeat(28)}`;

    expect(writeMessage(terms(text), [mug], '하늘').skipped).toBeUndefined();
    expect(writeMessage(terms(text), [mug], '김하늘별님달님').skipped).toBe('content.textTooLong');
  });
});

const products = [aProduct()];
const shop = { provider: 'solapi', sender: { name: '하늘상점' } } as const;

test('given a text that names nobody, whoever gets the same list of products gets the very same message', () => {
  const write = messageWriter({ ...shop, text: '#{상품명} 보셨나요?' });

  const [first, second, other] = [write(products, '김하늘'), write(products, '이바다'), write([aProduct({ name: '모자' })], '이바다')];

  expect(first.message).toBe(second.message);
  expect(other.message.text).toContain('모자 보셨나요?');
});

test('given a text with names, each has their own with the same cards, and whoever has no name is left out', () => {
  const write = messageWriter({ ...shop, text: '#{이름}님, 보셨나요?' });

  const [first, second, nobody] = [write(products, '김하늘'), write(products, '이바다'), write(products, undefined)];

  expect([first.message.words, second.message.words]).toEqual(['김하늘님, 보셨나요?', '이바다님, 보셨나요?']);
  expect(first.message.cards).toBe(second.message.cards);
  expect([first.skipped, nobody.skipped]).toEqual([undefined, 'content.emptyVariable']);
});
