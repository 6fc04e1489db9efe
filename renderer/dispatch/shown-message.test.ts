import { expect, test } from 'vitest';
import { aProduct } from '../../contract/testing/build-document.ts';
import { composeMessage } from '../../domain/dispatching/compose-message.ts';
import { shownMessage } from './shown-message.ts';

const sender = { name: '우리 가게', freeOptOut: '080-000-0000' };
const products = [aProduct()];

test('given a text, the phone shows what will leave, with this person\u2019s name', () => {
  expect(shownMessage({ products, name: '김하늘', text: ' #{이름}님, 보고 가세요 ', sender })).toEqual(
    composeMessage(products, { sender, name: '김하늘', text: '#{이름}님, 보고 가세요' }),
  );
});

test('given a blank text, the usual words stand there; given no product, there is no message', () => {
  expect(shownMessage({ products, name: undefined, text: '  ', sender })?.words).toBeUndefined();
  expect(shownMessage({ products: [], name: '김하늘', text: '보고 가세요', sender })).toBeUndefined();
});
