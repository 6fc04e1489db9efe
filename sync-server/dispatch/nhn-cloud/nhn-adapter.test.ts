import { expect, test } from 'vitest';
import type { Heard } from '../calling/ask-once.ts';
import { aBatch, aMessage, aNotice, anItem } from '../testing/a-batch.ts';
import { anImage } from '../testing/an-image.ts';
import { said, scriptedAsk } from '../testing/scripted-ask.ts';
import { nhnAdapter } from './nhn-adapter.ts';
import { createNhnClient } from './nhn-client.ts';
import { meaningOf } from './nhn-errors.ts';
import { ForeignWebhook } from './nhn-reports.ts';

const base = '/brand-message/v1.0/appkeys/app-key';
const send = `POST ${base}/freestyle-messages`;
const header = { resultCode: 0, resultMessage: 'SUCCESS', isSuccessful: true };
const uploaded = said(200, { header, image: { imageSeq: 1, imageUrl: 'https://mud-kage.kakao.com/1.png', imageName: 'product.png' } });
const results = (...codes: readonly number[]) =>
  said(200, {
    header,
    message: {
      requestId: '20261123req',
      sendResults: codes.map((resultCode, index) => ({
        recipientSeq: index + 1,
        recipientNo: '01000000000',
        resultCode,
        resultMessage: 'x',
      })),
    },
  });

function adapterWith(
  script: Readonly<Record<string, readonly Heard[]>>,
  { image = anImage(), signature = { webhookSignature: 'word-1' } }: { image?: Uint8Array; signature?: { webhookSignature?: string } } = {},
) {
  const scripted = scriptedAsk({ [`POST ${base}/images`]: [uploaded], ...script });
  const client = createNhnClient({ baseUrl: 'https://nhn.example', keys: { appKey: 'app-key', secretKey: 'secret-1' }, ask: scripted.ask });
  const now = () => Date.parse('2026-11-23T01:00:00Z');
  const adapter = nhnAdapter({
    client,
    channel: { senderKey: 'k'.repeat(40) },
    ...signature,
    readImage: async () => image,
    now,
  });
  return { adapter, ...scripted };
}

async function sendBatch(items: readonly ReturnType<typeof anItem>[], ...heard: readonly Heard[]) {
  const tested = adapterWith({ [send]: heard });
  await tested.adapter.prepare(aBatch(items));
  return { ...tested, outcome: await tested.adapter.commit(aBatch(items)) };
}

test('given one product for two people, the body is the documented COMMERCE request with keys to find both again', async () => {
  const { outcome, bodyOf, asked } = await sendBatch([anItem('11'), anItem('12')], results(0, 0));

  expect(bodyOf(`${base}/freestyle-messages`)).toEqual({
    senderKey: 'k'.repeat(40),
    chatBubbleType: 'COMMERCE',
    pushAlarm: true,
    adult: false,
    additionalContent: '겨울 준비하세요',
    image: { imageUrl: 'https://mud-kage.kakao.com/1.png', imageLink: 'https://shop.example/products/001' },
    commerce: { title: '린넨 셔츠 원피스', regularPrice: 59_000 },
    buttons: [{ name: '상품 보기', type: 'WL', linkMo: 'https://shop.example/products/001', linkPc: 'https://shop.example/products/001' }],
    recipientList: ['11', '12'].map((id) => ({
      recipientNo: `010000000${id}`.slice(0, 11),
      targeting: 'I',
      resendParameter: { isResend: false },
      recipientGroupingKey: id,
    })),
    senderGroupingKey: 'batch-1',
  });
  expect(asked.at(-1)?.headers).toMatchObject({ 'x-secret-key': 'secret-1', 'content-type': 'application/json;charset=UTF-8' });
  expect(outcome).toMatchObject({
    kind: 'answered',
    providerBatchId: '20261123req',
    items: [{ itemId: '11', status: 'accepted' }, { itemId: '12' }],
  });
});

test('given several products, the body is the documented CAROUSEL_COMMERCE request', async () => {
  const { bodyOf } = await sendBatch([anItem('11', { message: aMessage(2) })], results(0));

  expect(bodyOf(`${base}/freestyle-messages`)).toMatchObject({
    chatBubbleType: 'CAROUSEL_COMMERCE',
    carousel: {
      head: { header: '하늘상점', content: '겨울 준비하세요', imageUrl: 'https://mud-kage.kakao.com/1.png' },
      list: [{ additionalContent: expect.any(String), commerce: { regularPrice: 59_000 }, buttons: [{ type: 'WL' }] }, {}],
    },
  });
});

test('given one recipient refused by name, that one is surely not sent and the other is', async () => {
  const { outcome } = await sendBatch([anItem('11'), anItem('12')], results(0, -3301));

  expect(outcome).toMatchObject({
    items: [{ status: 'accepted' }, { status: 'rejected', error: { class: 'recipient_optout', code: '-3301', mayHaveSent: false } }],
  });
});

test('given people who get different messages, one call carries one of them and the others are given back', async () => {
  const { outcome, asked } = await sendBatch([anItem('11'), anItem('12'), anItem('13', { message: aMessage(2) })], results(0, 0));

  expect(asked.filter(({ url }) => url.pathname.endsWith('freestyle-messages'))).toHaveLength(1);
  expect(outcome).toMatchObject({
    items: [{ itemId: '11' }, { itemId: '12' }, { itemId: '13', status: 'rejected', error: { mayHaveSent: false } }],
  });
});

test('given images of one batch, the same bytes are uploaded once', async () => {
  const { asked } = await sendBatch([anItem('11', { message: aMessage(3) }), anItem('12', { message: aMessage(3) })], results(0, 0));

  expect(asked.filter(({ url }) => url.pathname.endsWith('/images'))).toHaveLength(1);
});

test('given an image that no bubble takes, nothing is called and the item is refused by name', async () => {
  const { adapter, asked } = adapterWith({}, { image: anImage(300, 300) });
  await adapter.prepare(aBatch([anItem('11')]));

  const outcome = await adapter.commit(aBatch([anItem('11')]));

  expect(outcome).toMatchObject({ items: [{ status: 'rejected', error: { class: 'invalid_request', code: 'content.image' } }] });
  expect(asked).toEqual([]);
});

const refused = (resultCode: number) => ({ header: { resultCode, resultMessage: 'no', isSuccessful: false } });
test.each<[string, Heard, object]>([
  ['FriendTalk paths (-9992)', said(400, refused(-9992)), { kind: 'rejected', error: { class: 'config' } }],
  [
    'M or N not applied for (-4029), with HTTP 200',
    said(200, refused(-4029)),
    { kind: 'rejected', error: { class: 'config', mayHaveSent: false } },
  ],
  ['a wrong secret', said(401, refused(-1000)), { kind: 'rejected', error: { class: 'auth' } }],
  ['too many calls', said(429, '', { 'retry-after': '3' }), { kind: 'rejected', error: { class: 'rate', retryAfterMs: 3_000 } }],
  ['heard a moment ago (-1005)', said(400, refused(-1005)), { kind: 'ambiguous', error: { mayHaveSent: true } }],
  ['a code that nobody knows', said(400, refused(-77_777)), { kind: 'ambiguous' }],
  ['a 500', said(500, refused(-9999)), { kind: 'ambiguous' }],
  ['an empty 200', said(200, ''), { kind: 'ambiguous' }],
  ['a time-out', { kind: 'lost', code: 'TIMEOUT' }, { kind: 'ambiguous' }],
  ['a closed port', { kind: 'unreached', code: 'ECONNREFUSED' }, { kind: 'rejected', error: { class: 'transient' } }],
])('given %s, the batch ends as it may', async (_what, heard, expected) => {
  const { outcome } = await sendBatch([anItem('11'), anItem('12')], heard);

  expect(outcome).toMatchObject(expected);
});

const listed = {
  requestId: '20261123req',
  recipientSeq: 1,
  recipientGroupingKey: '11',
  receiveDate: '2026-11-23 10:00:05',
  messageStatus: 'COMPLETED',
};
const list = (...messages: readonly object[]) =>
  said(200, { header, messageSearchResultResponse: { messages, totalCount: messages.length } });

test('given an unclear answer, the batch is looked up by its key; what is not found yet is never taken as not sent (I7)', async () => {
  const { adapter, asked } = adapterWith({ [`GET ${base}/messages`]: [list(), list({ ...listed, resultCode: 'MRC01' })] });

  const [first, second] = [await adapter.lookUp(aBatch([anItem('11')])), await adapter.lookUp(aBatch([anItem('11')]))];

  expect(first).toBe('unknown');
  expect(second).toMatchObject([{ itemId: '11', status: 'delivered', at: Date.parse('2026-11-23T01:00:05Z') }]);
  const query = asked[0]?.url.searchParams;
  expect(query?.get('senderGroupingKey')).toBe('batch-1');
  expect(query?.get('endRequestDate')).toBe('2026-11-23 10:01');
});

test('given a webhook, its hooks become reports; a hook that is new to us is passed over', () => {
  const { adapter } = adapterWith({});
  const hook = { ...listed, kakaoMessageType: 'BRAND_MESSAGE_NORMAL', resultCode: '3020', isAddedChannel: null, hookId: 'h1' };
  const body = Buffer.from(JSON.stringify({ hooksId: 'x', event: 'MESSAGE_RESULT_UPDATE', hooks: [hook, { hookId: 'h2' }] }));

  const reports = adapter.parseWebhook?.({ 'x-toast-webhook-signature': 'word-1' }, body);

  expect(reports).toMatchObject([{ itemId: '11', status: 'failed', error: { class: 'recipient_optout' }, raw: { code: '3020' } }]);
});

test('given a shop that has set no signature, no webhook is taken, neither one without a signature', () => {
  const { adapter } = adapterWith({}, { signature: {} });

  expect(adapter.parseWebhook).toBeUndefined();
});

test('given a webhook with another signature, or none, nothing of it is taken', () => {
  const { adapter } = adapterWith({});

  expect(() => adapter.parseWebhook?.({ 'x-toast-webhook-signature': 'word-2' }, Buffer.from('{}'))).toThrow(ForeignWebhook);
  expect(() => adapter.parseWebhook?.({}, Buffer.from('{}'))).toThrow(ForeignWebhook);
});

test.each([
  ['1000', 'delivered'],
  ['3005', 'uncertain'],
  ['3018', 'failed'],
  ['3019', 'failed'],
  ['3020', 'failed'],
  ['3022', 'failed'],
  ['1028', 'failed'],
  ['9999', 'uncertain'],
  ['새코드', 'uncertain'],
  [undefined, 'accepted'],
])('given the code %s of reception, it is %s', (code, status) => {
  expect(meaningOf(code, '').status).toBe(status);
});

const alimTalk = '/alimtalk/v2.3/appkeys/app-key/messages';
const notices = () => aBatch([anItem('11', { message: aNotice('T1') }), anItem('12', { message: aNotice('T1', '문자 광고 수신 동의') })]);

test('given notices by one template, the body is the documented AlimTalk request, each with their own variables, under the key of the batch', async () => {
  const { adapter, asked, bodyOf } = adapterWith({ [`POST ${alimTalk}`]: [results(0, 0)] });
  await adapter.prepare(notices());

  const outcome = await adapter.commit(notices());

  expect(bodyOf(alimTalk)).toEqual({
    senderKey: 'k'.repeat(40),
    templateCode: 'T1',
    recipientList: [
      ['11', '카카오톡 광고 수신 거부'],
      ['12', '문자 광고 수신 동의'],
    ].map(([id = '', 내용]) => ({
      recipientNo: `010000000${id}`,
      templateParameter: { 내용, 날짜: '2026년 11월 23일' },
      resendParameter: { isResend: false },
      recipientGroupingKey: id,
    })),
    senderGroupingKey: 'batch-1',
  });
  expect(asked.at(-1)?.headers).toMatchObject({ 'x-nc-api-idempotency-key': 'batch-1' });
  expect(outcome).toMatchObject({ kind: 'answered', items: [{ itemId: '11', status: 'accepted' }, { status: 'accepted' }] });
});

test('given a key that was heard before, it was sent or is being: that is looked up in the list of AlimTalk (I7)', async () => {
  const heardBefore = said(200, { header: { resultCode: -1005, resultMessage: 'The same key was used', isSuccessful: false } });
  const listed = said(200, {
    header,
    messageSearchResultResponse: {
      messages: [{ requestId: 'r1', recipientSeq: 1, recipientGroupingKey: '11', messageStatus: 'COMPLETED', resultCode: '1000' }],
      totalCount: 1,
    },
  });
  const { adapter } = adapterWith({ [`POST ${alimTalk}`]: [heardBefore], [`GET ${alimTalk}`]: [listed] });
  await adapter.prepare(notices());

  expect(await adapter.commit(notices())).toMatchObject({ kind: 'ambiguous', error: { code: '-1005', mayHaveSent: true } });
  expect(await adapter.lookUp(notices())).toMatchObject([{ itemId: '11', status: 'delivered' }]);
});

test.each([
  ['1 of 1', [-3301], ['rejected']],
  ['1 of 5', [0, 0, -3301, 0, 0], ['accepted', 'accepted', 'rejected', 'accepted', 'accepted']],
  ['5 of 5', [-3301, -3301, -3301, -3301, -3301], ['rejected', 'rejected', 'rejected', 'rejected', 'rejected']],
])('given %s refused by name, those surely were not sent and the others were', async (_, codes, statuses) => {
  const { outcome } = await sendBatch(
    codes.map((_code, index) => anItem(`1${index}`)),
    results(...codes),
  );

  expect(outcome.kind === 'answered' && outcome.items.map(({ status }) => status)).toEqual(statuses);
});

test.each([
  ['-1000', 'auth'],
  ['-1001', 'auth'],
  ['-1002', 'config'],
  ['-1003', 'config'],
  ['-3003', 'config'],
  ['-3010', 'invalid_request'],
])('given the documented refusal %s, nothing was taken: %s', async (code, kind) => {
  const { outcome } = await sendBatch([anItem('11')], said(200, { header: { ...header, resultCode: Number(code), isSuccessful: false } }));

  expect(outcome).toMatchObject({ kind: 'rejected', error: { class: kind, mayHaveSent: false } });
});

test.each(['-1004', '-7777', '400301'])('given %s, which no table lists, it may have been sent (I7)', async (code) => {
  const { outcome } = await sendBatch([anItem('11')], said(200, { header: { ...header, resultCode: Number(code), isSuccessful: false } }));

  expect(outcome).toMatchObject({ kind: 'ambiguous', error: { code, mayHaveSent: true } });
});
