import { expect, test } from 'vitest';
import { magicPhone } from '../../../sync-server/dispatch/sandbox/magic-number.ts';
import { aSolapi, type List } from '../testing/a-solapi.ts';
import { aCall, hear, monday } from '../testing/ask-solapi.ts';

test('given a group opened, filled and sent, the phone shows it once and the report says delivered', () => {
  const { openGroup, fill, send, info, list, brand, shown, later } = aSolapi();
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
  const { openGroup, fill, send, brand, shown } = aSolapi();
  const groupId = openGroup();
  fill(groupId, brand('01012345678'));
  send(groupId);

  const again = send(groupId);

  expect(again).toMatchObject({ status: 400, body: { errorCode: 'ValidationError' } });
  expect(shown()).toHaveLength(1);
});

test('given a group nobody knows, an empty one and a deleted one, each is not found', () => {
  const { ask, openGroup, fill, send, info, brand } = aSolapi();
  const empty = openGroup();
  const deleted = openGroup();
  fill(deleted, brand('01012345678'));
  ask('DELETE', `/messages/v4/groups/${deleted}`);

  expect([send('G4VNONE'), send(empty), send(deleted)]).toMatchObject(
    Array(3).fill({ status: 404, body: { errorCode: 'ResourceNotFound' } }),
  );
  expect(info(deleted)).toMatchObject({ status: 'DELETED' });
});

test.each([
  ['notFriend', '3102', []],
  ['blocked', '3107', []],
  ['notKakaoUser', '3104', []],
  ['uncertain', '3005', ['kakao']],
  ['smsFallback', '3104', []],
  ['neverReports', '3000', ['kakao']],
] as const)('given a recipient who is %s, the message is accepted and only the report says %s', (fate, statusCode, via) => {
  const { openGroup, fill, send, list, brand, shown, later } = aSolapi();
  const groupId = openGroup();
  const { resultList } = fill(groupId, brand(magicPhone(fate)));
  const accepted = send(groupId);
  later();

  expect([resultList[0]?.statusCode, accepted.status]).toEqual(['2000', 200]);
  expect(Object.values(list(`to=${magicPhone(fate)}`).messageList)).toMatchObject([{ statusCode }]);
  expect(shown().map((one) => one.via)).toEqual(via);
});

test('given a sender who allows text messages, one stands in, is counted and is paid for', () => {
  const { openGroup, fill, send, info, brand, shown, later } = aSolapi();
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
  const { fake, openGroup, fill, send, list, brand, shown, later } = aSolapi();
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
  const { openGroup, fill, send, info, brand, shown, later } = aSolapi();
  const groupId = openGroup();
  fill(groupId, brand('01012345678', {}, { targeting: 'M' }));
  send(groupId);
  later();

  expect(shown()).toEqual([]);
  expect(info(groupId)).toMatchObject({ count: { sentFailed: 1 } });
});

test('given a message that fails, what was charged is paid back; given too little, nothing is sent', () => {
  const { fake, ask, openGroup, fill, send, info, brand, later } = aSolapi();
  const balance = () => (ask('GET', '/cash/v1/balance').body as { balance: number }).balance;
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

test('given a schedule, the phone shows it when its time comes and not before; one taken back never', () => {
  const { fake, ask, openGroup, fill, info, brand, shown, later } = aSolapi();
  const scheduled = openGroup();
  const takenBack = openGroup();
  const scheduledDate = '2026-11-23T11:00:00+09:00';
  for (const groupId of [scheduled, takenBack]) {
    fill(groupId, brand('01012345678'));
    ask('POST', `/messages/v4/groups/${groupId}/schedule`, { scheduledDate });
  }
  ask('DELETE', `/messages/v4/groups/${takenBack}/schedule`);

  const before = [info(scheduled).status, shown().length];
  fake.world.clock.set(Date.parse(scheduledDate));
  fake.runDue();
  later();

  expect(before).toEqual(['SCHEDULED', 0]);
  expect(shown()).toHaveLength(1);
  expect([info(scheduled).status, info(takenBack).status]).toEqual(['COMPLETE', 'PENDING']);
});

test('given a list longer than a page, its pages together are the list', () => {
  const { openGroup, fill, list, brand } = aSolapi();
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
  const { ask, openGroup, fill, send, list, brand, shown } = aSolapi();
  const groupId = openGroup();
  fill(groupId, brand('01011112222'), brand('01033334444'));
  const [first = ''] = Object.keys(list(`groupId=${groupId}`).messageList);

  const reply = ask('DELETE', `/messages/v4/groups/${groupId}/messages`, { messageIds: [first, 'M4VNONE'] });
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
  const { ask, brand } = aSolapi();
  const { status, body } = ask('POST', '/messages/v4/send-many/detail', {
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
