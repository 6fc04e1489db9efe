import { beforeEach, expect, test } from 'vitest';
import { magicPhone } from '../../../sync-server/dispatch/sandbox/magic-number.ts';
import { FakeProvider } from '../fake-provider.ts';
import { aFreestyle, askNhn, uploadImage } from '../testing/ask-nhn.ts';
import { aCall, hear, monday } from '../testing/ask-solapi.ts';
import { nhnAccount } from './nhn-account.ts';

let fake: FakeProvider;
let imageUrl: string;
beforeEach(() => {
  fake = new FakeProvider({ seed: 'nhn', now: () => monday });
  fake.world.clock.freeze();
  imageUrl = uploadImage(fake);
});

type Sent = { header: { resultCode: number }; message: { requestId: string; sendResults: { recipientSeq: number; resultCode: number }[] } };
type List = { messageSearchResultResponse: { messages: { recipientNo: string; resultCode: string | null }[]; totalCount: number } };

const send = (numbers: readonly string[], change: object = {}) =>
  askNhn(fake, 'POST', 'freestyle-messages', aFreestyle(imageUrl, numbers, change));
const list = (query: string) => (askNhn(fake, 'GET', `messages?${query}`).body as List).messageSearchResultResponse;
const shown = () => fake.world.ledger.after(0, 2_000);
const later = (ms = 10_000) => {
  fake.world.clock.advance(ms);
  fake.world.timeline.runDue(fake.world.clock.now(), (_at, run) => run());
};

test('given two recipients, each has a result of its own, the phones show it, and the list finds it by its keys', () => {
  const { status, body } = send(['01012345678', '01087654321']);
  const before = list('senderGroupingKey=b1&startRequestDate=2026-11-23 10:00&endRequestDate=2026-11-23 10:00').messages;
  later();

  expect(status).toBe(200);
  expect(body).toMatchObject({
    header: { resultCode: 0, resultMessage: 'SUCCESS', isSuccessful: true },
    message: {
      sendResults: [
        { recipientSeq: 1, recipientNo: '01012345678', resultCode: 0 },
        { recipientSeq: 2, resultCode: 0 },
      ],
    },
  });
  expect(before).toMatchObject([{ resultCode: null, messageStatus: 'COMPLETED', recipientGroupingKey: 'item-01012345678' }, {}]);
  expect(list(`requestId=${(body as Sent).message.requestId}`)).toMatchObject({
    totalCount: 2,
    messages: [{ resultCode: '1000', requestDate: '2026-11-23 10:00:00.0' }, {}],
  });
  expect(shown()).toMatchObject([{ face: 'nhn', itemId: 'item-01012345678', batchId: 'b1', via: 'kakao' }, { recipient: '01087654321' }]);
  expect(shown()[0]?.text).toBe('(광고)\n캔버스 백팩\n62,300원\n이번 주까지\n[상품 보기] https://shop.example/p/001');
});

test.each([
  ['notFriend', '3018', 0],
  ['blocked', '3020', 0],
  ['notKakaoUser', '3019', 0],
  ['uncertain', '3005', 1],
  ['neverReports', null, 1],
] as const)('given a recipient who is %s, it is accepted and the list says %s later', (fate, resultCode, phones) => {
  const { body } = send([magicPhone(fate)]);
  later();

  expect((body as Sent).message.sendResults).toMatchObject([{ resultCode: 0 }]);
  expect(list(`requestId=${(body as Sent).message.requestId}`).messages).toMatchObject([{ resultCode }]);
  expect(shown()).toHaveLength(phones);
});

test('given a quota, a denial and a bad number among others, they alone are refused at once', () => {
  hear(fake, aCall('PUT', '/__fake/denials/01011112222'));

  const { body } = send([magicPhone('quota'), '01011112222', '010-1', '01012345678']);

  expect((body as Sent).message.sendResults.map(({ resultCode }) => resultCode)).toEqual([4138, -3301, 3008, 0]);
  expect(shown().map(({ recipient }) => recipient)).toEqual(['01012345678']);
});

test.each<[string, object, number]>([
  ['more than 1,000 recipients', { recipientList: Array.from({ length: 1_001 }, () => ({ recipientNo: '01012345678' })) }, -9997],
  ['no recipient', { recipientList: [] }, -9997],
  ['another sender key', { senderKey: 'x'.repeat(40) }, -9997],
  ['targeting M without the right to it', { recipientList: [{ recipientNo: '01012345678', targeting: 'M' }] }, -4029],
  [
    'a rate and a fixed discount',
    { commerce: { title: '백팩', regularPrice: 1_000, discountPrice: 900, discountRate: 10, discountFixed: 100 } },
    -9997,
  ],
  [
    'a fixed discount of a million',
    { commerce: { title: '백팩', regularPrice: 9_000_000, discountPrice: 8_000_000, discountFixed: 1_000_000 } },
    -9997,
  ],
])('given %s, the whole request is refused', (_, change, resultCode) => {
  expect(send(['01012345678'], change).body).toMatchObject({ header: { resultCode, isSuccessful: false } });
  expect(shown()).toEqual([]);
});

test('given an image that was never uploaded, the message fails by report', () => {
  const { body } = send(['01012345678'], { image: { imageUrl: 'https://elsewhere.example/bag.jpg' } });
  later();

  expect(list(`requestId=${(body as Sent).message.requestId}`).messages).toMatchObject([{ resultCode: '3024' }]);
});

test('given the night, it is accepted, shows nothing and ends outside the hours', () => {
  hear(fake, aCall('POST', '/__fake/clock', { now: Date.parse('2026-11-23T07:59:00+09:00') }));
  const { body } = send(['01012345678']);
  later();

  expect(list(`requestId=${(body as Sent).message.requestId}`).messages).toMatchObject([{ resultCode: '3022' }]);
  expect(shown()).toEqual([]);
});

test('given a later date, it goes out then, unless it is taken back', () => {
  const requestDate = '2026-11-23 11:00';
  send(['01012345678'], { requestDate });
  const { requestId } = (send(['01087654321'], { requestDate }).body as Sent).message;
  askNhn(fake, 'DELETE', `messages/${requestId}`);

  later(3_600_000);

  expect(shown().map(({ recipient }) => recipient)).toEqual(['01012345678']);
});

test('given a text message allowed in its place, it is shown as one', () => {
  send([], { recipientList: [{ recipientNo: magicPhone('smsFallback'), resendParameter: { isResend: true } }] });

  expect(shown()).toMatchObject([{ via: 'sms' }]);
});

test('given a wrong app key or secret, nothing is done', () => {
  const body = aFreestyle(imageUrl, ['01012345678']);

  expect(askNhn(fake, 'POST', '/brand-message/v1.0/appkeys/OTHER/freestyle-messages', body)).toMatchObject({
    status: 401,
    body: { header: { resultCode: -1000 } },
  });
  expect(askNhn(fake, 'POST', 'freestyle-messages', body, { 'x-secret-key': 'wrong' })).toMatchObject({ status: 403 });
  expect(shown()).toEqual([]);
});

test('given an idempotency key used within ten minutes, AlimTalk refuses it; after that it sends again', () => {
  const body = { senderKey: nhnAccount.senderKey, templateCode: nhnAccount.templateCode, recipientList: [{ recipientNo: '01012345678' }] };
  const ask = () =>
    askNhn(fake, 'POST', `/alimtalk/v2.3/appkeys/${nhnAccount.appKey}/messages`, body, { 'x-nc-api-idempotency-key': 'b1' }).body as Sent;

  const codes = [ask(), ask()].map(({ header }) => header.resultCode);
  later(11 * 60_000);

  expect([...codes, ask().header.resultCode]).toEqual([0, -1005, 0]);
  expect(shown()).toHaveLength(2);
});

test('given FriendTalk, it is gone', () => {
  expect(askNhn(fake, 'POST', `/friendtalk/v2.3/appkeys/${nhnAccount.appKey}/messages`, {}).body).toMatchObject({
    header: { resultCode: -9992 },
  });
});

test('given a webhook, it brings the hooks under the signature that was set', () => {
  const headers = { 'X-Toast-Webhook-Signature': 'set-by-the-shop' };
  hear(fake, aCall('PUT', '/__fake/webhooks', { nhn: { url: 'http://127.0.0.1:1/hook', headers } }));
  send(['01012345678', magicPhone('uncertain')]);
  fake.world.clock.advance(10_000);

  const [webhook] = fake.runDue();

  expect(webhook).toMatchObject({ face: 'nhn', headers });
  expect(JSON.parse(webhook?.body ?? '')).toMatchObject({
    event: 'MESSAGE_RESULT_UPDATE',
    appKey: nhnAccount.appKey,
    productName: 'KakaoTalk Bizmessage',
  });
  const { hooks } = JSON.parse(webhook?.body ?? '') as { hooks: { recipientNo: string; resultCode: string }[] };
  expect(new Map(hooks.map(({ recipientNo, resultCode }) => [recipientNo, resultCode]))).toEqual(
    new Map([
      ['01012345678', '1000'],
      [magicPhone('uncertain'), '3005'],
    ]),
  );
});

test('given a list longer than a page, pages and the total say so', () => {
  const { requestId } = (send(Array.from({ length: 7 }, (_, index) => `0101111000${index}`)).body as Sent).message;

  const second = list(`requestId=${requestId}&pageSize=3&pageNum=3`);

  expect(second).toMatchObject({ totalCount: 7, messages: [{ recipientNo: '01011110006' }] });
  expect(askNhn(fake, 'GET', 'messages').body).toMatchObject({ header: { isSuccessful: false } });
});
