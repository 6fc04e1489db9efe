import { expect, test } from 'vitest';
import { magicPhone } from '../../../sync-server/dispatch/sandbox/magic-number.ts';
import { aSolapi } from '../testing/a-solapi.ts';
import { aCall, hear } from '../testing/ask-solapi.ts';
import { account } from './account.ts';

test.each<[string, object, string]>([
  ['a sender number that is not registered', { from: '0299999999' }, '1062'],
  ['a hyphen in the number', { to: '010-1234-5678' }, '1011'],
  ['no sender', { from: undefined }, '1010'],
  ['a type that does not exist', { type: 'FAXES' }, '1025'],
  ['a field name of more than 30 letters', { customFields: { ['x'.repeat(31)]: '1' } }, '1032'],
  ['another channel', { kakaoOptions: { pfId: 'KA01PFOTHER' } }, '1041'],
])('given %s, the message is refused when it is registered and never sent', (_, change, statusCode) => {
  const { openGroup, fill, send, brand, shown } = aSolapi();
  const groupId = openGroup();

  const { errorCount, resultList } = fill(groupId, brand('01012345678', change), brand('01087654321'));
  send(groupId);

  expect({ errorCount, codes: resultList.map((one) => one.statusCode) }).toEqual({ errorCount: '1', codes: [statusCode, '2000'] });
  expect(shown().map(({ recipient }) => recipient)).toEqual(['01087654321']);
});

test.each<[string, object, string]>([
  ['an image that was never uploaded', { imageId: 'F4VNONE' }, '1034'],
  ['a discount price without a rate', { commerce: { title: '백팩', regularPrice: 1_000, discountPrice: 900 } }, '1011'],
  [
    'a rate and a fixed discount',
    { commerce: { title: '백팩', regularPrice: 1_000, discountPrice: 900, discountRate: 10, discountFixed: 100 } },
    '1011',
  ],
  ['a title of 31 letters', { commerce: { title: '가'.repeat(31), regularPrice: 1_000 } }, '1011'],
  ['no button', { buttons: [] }, '1044'],
  [
    'a button name of nine letters',
    { buttons: [{ linkType: 'WL', name: '아홉글자나되는버튼', linkMobile: 'https://shop.example' }] },
    '1044',
  ],
  ['a keyword button on a product', { buttons: [{ linkType: 'BK', name: '더 보기' }] }, '1044'],
  ['a coupon title of no known form', { coupon: { title: '대박 쿠폰', description: '지금' } }, '1011'],
  ['a second line break below the price', { additionalContent: '하나\n둘\n셋' }, '1011'],
])('given a bubble with %s, it is refused', (_, bms, statusCode) => {
  const { openGroup, fill, brand } = aSolapi();
  const { resultList } = fill(openGroup(), brand('01012345678', {}, bms));

  expect(resultList).toMatchObject([{ statusCode }]);
});

test('given a carousel, two products pass, one does not without an intro, and the phone shows them in order', () => {
  const { imageId, openGroup, fill, send, brand, shown } = aSolapi();
  const card = (title: string) => ({
    commerce: { title, regularPrice: 1_000 },
    imageId,
    buttons: [{ linkType: 'WL', name: '보기', linkMobile: 'https://shop.example' }],
  });
  const carousel = (...titles: string[]) =>
    brand('01012345678', {}, { chatBubbleType: 'CAROUSEL_COMMERCE', carousel: { list: titles.map(card) } });
  const groupId = openGroup({ allowDuplicates: true });

  const { resultList } = fill(groupId, carousel('하나'), carousel('하나', '둘'));
  send(groupId);

  expect(resultList.map(({ statusCode }) => statusCode)).toEqual(['1011', '2000']);
  expect(shown()[0]?.text).toBe('(광고)\n하나\n1,000원\n[보기] https://shop.example\n둘\n1,000원\n[보기] https://shop.example');
});

test('given the same number twice in a group, the second is refused unless duplicates are allowed', () => {
  const { openGroup, fill, brand } = aSolapi();
  const codes = (allowDuplicates: boolean) =>
    fill(openGroup({ allowDuplicates }), brand('01012345678'), brand('01012345678')).resultList.map(({ statusCode }) => statusCode);

  expect(codes(false)).toEqual(['2000', '1026']);
  expect(codes(true)).toEqual(['2000', '2000']);
});

test('given a quota that is used up, the message is refused when it is registered', () => {
  const { openGroup, fill, brand } = aSolapi();
  expect(fill(openGroup(), brand(magicPhone('quota')))).toMatchObject({ errorCount: '1', resultList: [{ statusCode: '4138' }] });
});

test('given a number that called the free 080 number, it is on the black list and refused', () => {
  const { fake, ask, openGroup, fill, brand } = aSolapi();
  hear(fake, aCall('PUT', '/__fake/denials/01012345678'));

  expect(ask('GET', '/iam/v1/black').body).toMatchObject({
    blackList: { '021234567801012345678': { type: 'DENIAL', senderNumber: account.from, recipientNumber: '01012345678' } },
  });
  expect(fill(openGroup(), brand('01012345678'))).toMatchObject({ resultList: [{ statusCode: '1061' }] });
});

test('given more than 10,000 recipients in one call, all are refused', () => {
  const { ask, brand } = aSolapi();
  const to = Array.from({ length: 10_001 }, (_, index) => `010${String(index).padStart(8, '0')}`);

  expect(ask('POST', '/messages/v4/send-many/detail', { messages: [{ ...brand('0'), to }] })).toMatchObject({
    status: 413,
    body: { errorCode: 'RecipientsTooMany' },
  });
});
