import { expect, test } from 'vitest';
import { aProduct } from '../../../contract/testing/build-document.ts';
import { composeMessage } from '../../../domain/dispatching/compose-message.ts';
import { toAlimTalk, toSolapiMessage } from './solapi-message.ts';

const channel = { pfId: 'KA01PF190626020502205cl0mYSoplA', from: '02-1234-5678' };
const coat = aProduct({
  name: '울 코트',
  priceKrw: 89_000,
  discountKrw: 62_300,
  imageUrl: 'https://shop.example/coat.jpg',
  url: 'https://shop.example/p/1',
});
const scarf = aProduct({
  productId: '002',
  name: '머플러',
  priceKrw: 19_900,
  imageUrl: 'https://shop.example/scarf.jpg',
  url: 'https://shop.example/p/2',
});
const images = new Map([
  [coat.imageUrl, 'ST01FZ1'],
  [scarf.imageUrl, 'ST01FZ2'],
]);
const sender = { name: '하늘상점', contact: '02-1234-5678', freeOptOut: '080-123-4567' };
const to = (message: ReturnType<typeof composeMessage>, change = {}) => ({ itemId: 'item-1', phone: '010-1234-5678', message, ...change });

test('given one product, the body is the documented COMMERCE bubble of a BMS_FREE message to friends', () => {
  const message = composeMessage([coat], { text: '#{이름}님께 어울려요', name: '김하늘', sender });

  const body = toSolapiMessage(to(message), channel, images);

  expect(body).toEqual({
    to: '01012345678',
    from: '0212345678',
    type: 'BMS_FREE',
    customFields: { itemId: 'item-1' },
    kakaoOptions: {
      pfId: 'KA01PF190626020502205cl0mYSoplA',
      disableSms: true,
      adFlag: true,
      bms: {
        targeting: 'I',
        chatBubbleType: 'COMMERCE',
        adult: false,
        imageId: 'ST01FZ1',
        imageLink: 'https://shop.example/p/1',
        additionalContent: '김하늘님께 어울려요',
        commerce: { title: '울 코트', regularPrice: 89_000, discountPrice: 62_300, discountRate: 30 },
        buttons: [{ linkType: 'WL', name: '상품 보기', linkMobile: 'https://shop.example/p/1', linkPc: 'https://shop.example/p/1' }],
      },
    },
  });
});

test('given several products, the body is the documented CAROUSEL_COMMERCE bubble, its intro with the words and the sender', () => {
  const message = composeMessage([coat, scarf], { text: '겨울 준비하세요', sender });

  const { kakaoOptions } = toSolapiMessage(to(message), channel, images) as { kakaoOptions: { bms: unknown } };

  expect(kakaoOptions.bms).toEqual({
    targeting: 'I',
    chatBubbleType: 'CAROUSEL_COMMERCE',
    adult: false,
    carousel: {
      head: { header: '하늘상점', content: '겨울 준비하세요', imageId: 'ST01FZ1' },
      list: [
        {
          commerce: { title: '울 코트', regularPrice: 89_000, discountPrice: 62_300, discountRate: 30 },
          imageId: 'ST01FZ1',
          imageLink: 'https://shop.example/p/1',
          buttons: [{ linkType: 'WL', name: '상품 보기', linkMobile: 'https://shop.example/p/1', linkPc: 'https://shop.example/p/1' }],
        },
        {
          commerce: { title: '머플러', regularPrice: 19_900 },
          imageId: 'ST01FZ2',
          imageLink: 'https://shop.example/p/2',
          buttons: [{ linkType: 'WL', name: '상품 보기', linkMobile: 'https://shop.example/p/2', linkPc: 'https://shop.example/p/2' }],
        },
      ],
    },
  });
});

test('given a message that a text message may stand in for, that is marked as an advertisement, names the sender and ends with the free opt-out', () => {
  const message = composeMessage([coat], { sender });

  const body = toSolapiMessage(to({ ...message, standIn: true }), channel, images) as {
    text: string;
    kakaoOptions: { disableSms: boolean };
  };

  expect(body.kakaoOptions.disableSms).toBe(false);
  expect(body.text).toMatch(/^\(광고\) 하늘상점\n/);
  expect(body.text).toMatch(/\n무료수신거부 080-123-4567$/);
});

test('given a template and its variables, the body is the documented AlimTalk, and no text message stands in', () => {
  const template = { code: 'KA01TP1', variables: { 내용: '카카오톡 광고 수신 거부', 날짜: '2026년 11월 23일' } };

  const body = toAlimTalk({ itemId: 'notice-1', phone: '+82 10-1234-5678', template }, channel);

  expect(body).toEqual({
    to: '01012345678',
    from: '0212345678',
    type: 'ATA',
    customFields: { itemId: 'notice-1' },
    kakaoOptions: {
      pfId: channel.pfId,
      templateId: 'KA01TP1',
      variables: { '#{내용}': '카카오톡 광고 수신 거부', '#{날짜}': '2026년 11월 23일' },
      disableSms: true,
    },
  });
});
