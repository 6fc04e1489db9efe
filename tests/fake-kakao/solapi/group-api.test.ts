import { beforeEach, expect, test } from 'vitest';
import { magicPhone } from '../../../sync-server/dispatch/sandbox/magic-number.ts';
import { FakeProvider } from '../fake-provider.ts';
import { aBrandMessage, aCall, askSolapi, hear, monday } from '../testing/ask-solapi.ts';
import { account } from './account.ts';

let fake: FakeProvider;
let imageId: string;
beforeEach(() => {
  fake = new FakeProvider({ seed: 'group', now: () => monday });
  fake.world.clock.freeze();
  const { body } = askSolapi(fake, 'POST', '/storage/v1/files', { file: 'aGVsbG8=', type: 'BMS' });
  imageId = (body as { fileId: string }).fileId;
});

type Info = { groupId: string; status: string; count: Record<string, number>; balance: Record<string, number> };
type Results = { errorCount: string; resultList: { to: string; statusCode: string; statusMessage: string }[] };
type List = {
  messageList: Record<string, { statusCode: string; customFields: { itemId?: string }; replacement: unknown }>;
  nextKey: string | null;
};

const openGroup = (options: object = {}) => (askSolapi(fake, 'POST', '/messages/v4/groups', options).body as Info).groupId;
const fill = (groupId: string, ...messages: object[]) =>
  askSolapi(fake, 'PUT', `/messages/v4/groups/${groupId}/messages`, { messages }).body as Results;
const send = (groupId: string) => askSolapi(fake, 'POST', `/messages/v4/groups/${groupId}/send`, {});
const info = (groupId: string) => askSolapi(fake, 'GET', `/messages/v4/groups/${groupId}`).body as Info;
const list = (query: string) => askSolapi(fake, 'GET', `/messages/v4/list?${query}`).body as List;
const brand = (to: string, change: object = {}, bms: object = {}) => aBrandMessage(to, { ...change }, { imageId, ...bms });
const shown = () => fake.world.ledger.after(0, 1_000);
const later = () => {
  fake.world.clock.advance(10_000);
  fake.world.timeline.runDue(fake.world.clock.now(), (_at, run) => run());
};

test('given a group opened, filled and sent, the phone shows it once and the report says delivered', () => {
  const groupId = openGroup({ allowDuplicates: false, customFields: { batchId: 'b1' } });
  const filled = fill(groupId, brand('01012345678'));
  const accepted = send(groupId);
  const statusAtFirst = Object.values(list(`groupId=${groupId}`).messageList)[0]?.statusCode;
  later();

  expect(filled).toMatchObject({
    errorCount: '0',
    resultList: [{ to: '01012345678', statusCode: '2000', customFields: { itemId: 'item-01012345678' } }],
  });
  expect(accepted).toMatchObject({ status: 200, body: { status: 'SENDING', count: { total: 1, registeredSuccess: 1, sentPending: 1 } } });
  expect(statusAtFirst).toBe('3000');
  expect(info(groupId)).toMatchObject({ status: 'COMPLETE', count: { sentSuccess: 1, sentPending: 0 } });
  expect(Object.values(list(`groupId=${groupId}`).messageList)).toMatchObject([{ statusCode: '4000', replacement: 0 }]);
  expect(shown()).toMatchObject([{ number: 1, at: monday, face: 'solapi', via: 'kakao', itemId: 'item-01012345678', batchId: 'b1' }]);
  expect(shown()[0]?.text.split('\n')).toEqual([
    '(광고)',
    '캔버스 백팩',
    '62,300원 (89,000원, 30%)',
    '이번 주까지',
    '[상품 보기] https://shop.example/p/001',
  ]);
});

test('given a group that was sent already, sending it again is refused and no phone shows it twice (I7)', () => {
  const groupId = openGroup();
  fill(groupId, brand('01012345678'));
  send(groupId);

  const again = send(groupId);

  expect(again).toMatchObject({ status: 400, body: { errorCode: 'ValidationError' } });
  expect(shown()).toHaveLength(1);
});

test('given a group nobody knows, an empty one and a deleted one, each is not found', () => {
  const empty = openGroup();
  const deleted = openGroup();
  fill(deleted, brand('01012345678'));
  askSolapi(fake, 'DELETE', `/messages/v4/groups/${deleted}`);

  expect([send('G4VNONE'), send(empty), send(deleted)]).toMatchObject(
    Array(3).fill({ status: 404, body: { errorCode: 'ResourceNotFound' } }),
  );
  expect(info(deleted)).toMatchObject({ status: 'DELETED' });
});

test.each<[string, object, string]>([
  ['a sender number that is not registered', { from: '0299999999' }, '1062'],
  ['a hyphen in the number', { to: '010-1234-5678' }, '1011'],
  ['no sender', { from: undefined }, '1010'],
  ['a type that does not exist', { type: 'FAXES' }, '1025'],
  ['a field name of more than 30 letters', { customFields: { ['x'.repeat(31)]: '1' } }, '1032'],
  ['another channel', { kakaoOptions: { pfId: 'KA01PFOTHER' } }, '1041'],
])('given %s, the message is refused when it is registered and never sent', (_, change, statusCode) => {
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
  const { resultList } = fill(openGroup(), brand('01012345678', {}, bms));

  expect(resultList).toMatchObject([{ statusCode }]);
});

test('given a carousel, two products pass, one does not without an intro, and the phone shows them in order', () => {
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
  const codes = (allowDuplicates: boolean) =>
    fill(openGroup({ allowDuplicates }), brand('01012345678'), brand('01012345678')).resultList.map(({ statusCode }) => statusCode);

  expect(codes(false)).toEqual(['2000', '1026']);
  expect(codes(true)).toEqual(['2000', '2000']);
});

test.each([
  ['notFriend', '3102', []],
  ['blocked', '3107', []],
  ['notKakaoUser', '3104', []],
  ['uncertain', '3005', ['kakao']],
  ['smsFallback', '3104', []],
  ['neverReports', '3000', ['kakao']],
] as const)('given a recipient who is %s, the message is accepted and only the report says %s', (fate, statusCode, via) => {
  const groupId = openGroup();
  const { resultList } = fill(groupId, brand(magicPhone(fate)));
  const accepted = send(groupId);
  later();

  expect([resultList[0]?.statusCode, accepted.status]).toEqual(['2000', 200]);
  expect(Object.values(list(`to=${magicPhone(fate)}`).messageList)).toMatchObject([{ statusCode }]);
  expect(shown().map((one) => one.via)).toEqual(via);
});

test('given a sender who allows text messages, one stands in, is counted and is paid for', () => {
  const groupId = openGroup();
  const message = brand(magicPhone('smsFallback'));
  fill(groupId, { ...message, kakaoOptions: { ...message.kakaoOptions, disableSms: false } });
  send(groupId);
  later();

  expect(shown()).toMatchObject([{ via: 'sms' }]);
  expect(info(groupId)).toMatchObject({
    count: { sentReplacement: 1, sentFailed: 0 },
    balance: { requested: 30, refund: 30, replacement: 45 },
  });
});

test('given a send outside the window of brand messages, it is accepted, shows nothing and fails by report', () => {
  const night = Date.parse('2026-11-23T20:50:00+09:00');
  const groupId = openGroup();
  fill(groupId, brand('01012345678'));
  hear(fake, aCall('POST', '/__fake/clock', { now: night }));
  const accepted = send(groupId);
  later();

  expect(accepted.status).toBe(200);
  expect(Object.values(list(`groupId=${groupId}`).messageList)).toMatchObject([{ statusCode: '3108' }]);
  expect(shown()).toEqual([]);
});

test('given a channel without the right to write to strangers, targeting M fails by report', () => {
  const groupId = openGroup();
  fill(groupId, brand('01012345678', {}, { targeting: 'M' }));
  send(groupId);
  later();

  expect(shown()).toEqual([]);
  expect(info(groupId)).toMatchObject({ count: { sentFailed: 1 } });
});

test('given a message that fails, what was charged is paid back; given too little, nothing is sent', () => {
  const balance = () => (askSolapi(fake, 'GET', '/cash/v1/balance').body as { balance: number }).balance;
  hear(fake, aCall('POST', '/__fake/settings', { balanceKrw: 60 }));
  const failing = openGroup();
  fill(failing, brand(magicPhone('notFriend')), brand('01012345678'));
  send(failing);
  const charged = balance();
  later();
  const refunded = balance();
  const dear = openGroup();
  fill(dear, brand('01011112222'), brand('01033334444'));

  expect([charged, refunded]).toEqual([0, 30]);
  expect(send(dear)).toMatchObject({ status: 402, body: { errorCode: 'NotEnoughBalance' } });
  expect(info(dear)).toMatchObject({ status: 'PENDING' });
});

test('given a quota that is used up, the message is refused when it is registered', () => {
  expect(fill(openGroup(), brand(magicPhone('quota')))).toMatchObject({ errorCount: '1', resultList: [{ statusCode: '4138' }] });
});

test('given a number that called the free 080 number, it is on the black list and refused', () => {
  hear(fake, aCall('PUT', '/__fake/denials/01012345678'));

  expect(askSolapi(fake, 'GET', '/iam/v1/black').body).toMatchObject({
    blackList: { '021234567801012345678': { type: 'DENIAL', senderNumber: account.from, recipientNumber: '01012345678' } },
  });
  expect(fill(openGroup(), brand('01012345678'))).toMatchObject({ resultList: [{ statusCode: '1061' }] });
});

test('given a schedule, the phone shows it when its time comes and not before; one taken back never', () => {
  const scheduled = openGroup();
  const takenBack = openGroup();
  const scheduledDate = '2026-11-23T11:00:00+09:00';
  for (const groupId of [scheduled, takenBack]) {
    fill(groupId, brand('01012345678'));
    askSolapi(fake, 'POST', `/messages/v4/groups/${groupId}/schedule`, { scheduledDate });
  }
  askSolapi(fake, 'DELETE', `/messages/v4/groups/${takenBack}/schedule`);

  const before = [info(scheduled).status, shown().length];
  fake.world.clock.set(Date.parse(scheduledDate));
  fake.runDue();
  later();

  expect(before).toEqual(['SCHEDULED', 0]);
  expect(shown()).toHaveLength(1);
  expect([info(scheduled).status, info(takenBack).status]).toEqual(['COMPLETE', 'PENDING']);
});

test('given a list longer than a page, its pages together are the list', () => {
  const groupId = openGroup();
  fill(groupId, ...Array.from({ length: 7 }, (_, index) => brand(`0101111000${index}`)));
  const ids: string[] = [];
  let startKey: string | null = '';
  do {
    const page: List = list(`groupId=${groupId}&limit=3${startKey && `&startKey=${startKey}`}`);
    ids.push(...Object.values(page.messageList).map(({ customFields }) => customFields.itemId ?? ''));
    startKey = page.nextKey;
  } while (startKey !== null);

  expect(ids).toEqual(Array.from({ length: 7 }, (_, index) => `item-0101111000${index}`));
});

test('given a message taken out of its group, it is not sent', () => {
  const groupId = openGroup();
  fill(groupId, brand('01011112222'), brand('01033334444'));
  const [first = ''] = Object.keys(list(`groupId=${groupId}`).messageList);

  const reply = askSolapi(fake, 'DELETE', `/messages/v4/groups/${groupId}/messages`, { messageIds: [first, 'M4VNONE'] });
  send(groupId);

  expect(reply.body).toEqual({
    groupId,
    errorCount: 1,
    resultList: [
      { messageId: first, resultCode: '0000' },
      { messageId: 'M4VNONE', resultCode: '1021' },
    ],
  });
  expect(shown().map(({ recipient }) => recipient)).toEqual(['01033334444']);
});

test('given send-many in one call, accepted and refused are told apart', () => {
  const { status, body } = askSolapi(fake, 'POST', '/messages/v4/send-many/detail', {
    allowDuplicates: false,
    showMessageList: true,
    messages: [brand('01012345678'), brand('01012345678')],
  });

  expect(status).toBe(200);
  expect(body).toMatchObject({
    groupInfo: { status: 'SENDING', count: { total: 2, registeredFailed: 1, registeredSuccess: 1 } },
    failedMessageList: [{ to: '01012345678', statusCode: '1026' }],
    messageList: [{ statusCode: '2000' }, { statusCode: '1026' }],
  });
});

test('given more than 10,000 recipients in one call, all are refused', () => {
  const to = Array.from({ length: 10_001 }, (_, index) => `010${String(index).padStart(8, '0')}`);

  expect(askSolapi(fake, 'POST', '/messages/v4/send-many/detail', { messages: [{ ...brand('0'), to }] })).toMatchObject({
    status: 413,
    body: { errorCode: 'RecipientsTooMany' },
  });
});
