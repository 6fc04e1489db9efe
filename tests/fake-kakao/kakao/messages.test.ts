import { beforeEach, expect, test } from 'vitest';
import { FakeProvider } from '../fake-provider.ts';
import { askForm, signIn } from '../testing/ask-kakao.ts';
import { aCall, hear, monday } from '../testing/ask-solapi.ts';
import { magicUuid } from '../world/fates.ts';
import { friends } from './friends.ts';
import { kakaoApp } from './kakao-app.ts';

let fake: FakeProvider;
let token: string;
beforeEach(() => {
  fake = new FakeProvider({ seed: 'messages', now: () => monday });
  fake.world.clock.freeze();
  token = signIn(fake).access_token;
});

const link = { web_url: 'https://shop.example/p/001', mobile_web_url: 'https://shop.example/p/001' };
const commerce = {
  object_type: 'commerce',
  content: { title: '이번 주 추천', image_url: 'https://shop.example/001.jpg', link, description: '캔버스 백팩' },
  commerce: { regular_price: 89_000, discount_price: 62_300, discount_rate: 30 },
  buttons: [{ title: '상품 보기', link }],
};
const memo = (template: object) => askForm(fake, '/v2/api/talk/memo/default/send', { template_object: JSON.stringify(template) }, token);
const send = (uuids: readonly (string | null)[]) =>
  askForm(
    fake,
    '/v1/api/talk/friends/message/default/send',
    { receiver_uuids: JSON.stringify(uuids), template_object: JSON.stringify(commerce) },
    token,
  );
const shown = () => fake.world.ledger.after(0, 1_000);
const others = friends.map(({ uuid }) => uuid).filter((uuid) => uuid.startsWith('friend-'));

test('given a commerce template, the member sees it in her own chat', () => {
  expect(memo(commerce)).toEqual({ status: 200, body: { result_code: 0 } });

  expect(shown()).toMatchObject([{ face: 'kakao', recipient: kakaoApp.memberUuid, text: '이번 주 추천\n캔버스 백팩\n62,300원' }]);
});

test('given a template of the console, or a page, it is sent; a JSON body is not read', () => {
  const custom = askForm(fake, '/v2/api/talk/memo/send', { template_id: '7', template_args: '{"name":"백팩"}' }, token);
  const scrap = askForm(fake, '/v2/api/talk/memo/scrap/send', { request_url: 'https://shop.example' }, token);
  const asJson = hear(
    fake,
    aCall(
      'POST',
      '/v2/api/talk/memo/default/send',
      { template_object: commerce },
      { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ),
  );

  expect([custom.status, scrap.status]).toEqual([200, 200]);
  expect(asJson).toMatchObject({ status: 400, body: { code: -2 } });
  expect(shown().map(({ text }) => text)).toEqual(['template 7\n백팩', 'https://shop.example']);
});

test('given 201 letters, it is taken and the phone cuts it', () => {
  expect(memo({ object_type: 'text', text: '가'.repeat(201), link }).status).toBe(200);

  expect(shown()).toMatchObject([{ text: '가'.repeat(200), tags: { warning: 'cut' } }]);
});

test.each<[string, object]>([
  ['no price', { ...commerce, commerce: {} }],
  ['three buttons', { ...commerce, buttons: Array(3).fill(commerce.buttons[0]) }],
  ['an unknown kind', { object_type: 'video' }],
])('given a template with %s, it is refused', (_, template) => {
  expect(memo(template)).toMatchObject({ status: 400, body: { code: -2 } });
});

test('given five friends, all get it', () => {
  const five = others.slice(0, 5);

  expect(send(five)).toEqual({ status: 200, body: { successful_receiver_uuids: five } });
  expect(shown().map(({ recipient }) => recipient)).toEqual(five);
});

test.each<[string, readonly (string | null)[]]>([
  ['six receivers', others.slice(0, 6)],
  ['nobody', []],
  ['null among them', [others[0] as string, null]],
  ['the sender herself', [kakaoApp.memberUuid]],
  ['somebody of another app', ['stranger-uuid']],
])('given %s, the whole call is refused and nobody gets it', (_, uuids) => {
  expect(send(uuids)).toMatchObject({ status: 400, body: { code: -2 } });
  expect(shown()).toEqual([]);
});

test.each([
  ['notFriend', -502],
  ['notKakaoUser', -501],
  ['blocked', -530],
  ['quota', -533],
] as const)('given one receiver who is %s, the call is an error', (fate, code) => {
  expect(send([magicUuid(fate)])).toEqual({ status: 400, body: { code, msg: expect.any(String) } });
});

test('given some of five who cannot get it, they stand beside those who did, by reason; given all five, nobody did', () => {
  const [friend = ''] = others;
  const some = send([friend, magicUuid('notFriend'), magicUuid('blocked'), magicUuid('quota')]);
  const none = send([magicUuid('notFriend'), magicUuid('blocked')]);

  expect(some).toMatchObject({
    status: 200,
    body: {
      successful_receiver_uuids: [friend],
      failure_info: [
        { code: -502, receiver_uuids: [magicUuid('notFriend')] },
        { code: -530, receiver_uuids: [magicUuid('blocked')] },
        { code: -533, receiver_uuids: [magicUuid('quota')] },
      ],
    },
  });
  expect(none).toMatchObject({ status: 200, body: { successful_receiver_uuids: [] } });
});

test('given a time-out inside Kakao or a silence, the phone has shown it', () => {
  expect(send([magicUuid('uncertain')])).toMatchObject({ status: 400, body: { code: -603 } });
  expect(send([magicUuid('acceptThenTimeout')])).toEqual({ ended: 'silence' });
  expect(shown()).toHaveLength(2);
});

test('given 20 messages to one friend or 100 in all on a day, no more go out until the next day in Seoul', () => {
  const [one = '', ...rest] = others;
  const codeOf = (uuid: string) => (send([uuid]).body as { code?: number }).code ?? 0;
  const toOne = Array.from({ length: 21 }, () => codeOf(one));
  const toRest = rest.slice(0, 17).flatMap((uuid) => Array.from({ length: 5 }, () => codeOf(uuid)));
  fake.world.clock.set(Date.parse('2026-11-24T00:00:00+09:00'));
  token = signIn(fake).access_token;

  expect(toOne.slice(-2)).toEqual([0, -536]);
  expect(toRest.slice(79, 81)).toEqual([0, -532]);
  expect(codeOf(one)).toBe(0);
});

test('given friends, pages of them tell of the pages beside', () => {
  const page = (query: string) =>
    hear(fake, aCall('GET', `/v1/api/talk/friends?${query}`, undefined, { authorization: `Bearer ${token}` })).body;

  expect(page('limit=3')).toMatchObject({
    elements: friends.slice(0, 3),
    total_count: friends.length,
    after_url: expect.stringContaining('offset=3'),
  });
  expect(page('offset=100')).toMatchObject({ elements: [] });
});

test('given maintenance, Kakao says so in its own way', () => {
  hear(fake, aCall('POST', '/__fake/faults', { kind: 'unavailable', face: 'kakao' }));

  expect(memo(commerce)).toMatchObject({ status: 503, body: { code: -9798 } });
  expect(memo(commerce).status).toBe(200);
});
