import { expect, test } from 'vitest';
import type { Heard } from '../calling/ask-once.ts';
import { aBatch, aMessage, anItem } from '../testing/a-batch.ts';
import { said, scriptedAsk } from '../testing/scripted-ask.ts';
import { createPostForm } from './kakao-client.ts';
import { kakaoMessageAdapter } from './kakao-message-adapter.ts';
import type { KakaoTokens } from './kakao-tokens.ts';

const friends = '/v1/api/talk/friends/message/default/send';
const memo = '/v2/api/talk/memo/default/send';
const account = { workspace: 'shop', member: 'owner' };

function adapterWith(path: string, ...heard: readonly Heard[]) {
  const scripted = scriptedAsk({ [`POST ${path}`]: heard });
  const spoiled: string[] = [];
  const tokens: KakaoTokens = {
    accessOf: async () => ({ kind: 'ok', accessToken: 'token-1' }),
    spoiled: async (_account, token) => void spoiled.push(token),
    exchange: async () => ({ kind: 'ok', accessToken: 'token-1' }),
    isSignedIn: async () => true,
    forget: async () => undefined,
  };
  const adapter = kakaoMessageAdapter({ post: createPostForm('https://kapi.example', scripted.ask), tokens, pilotOf: () => account });
  const formOf = () => new URLSearchParams(String(scripted.asked[0]?.body));
  return { adapter, spoiled, formOf, asked: scripted.asked };
}

const people = (count: number) => Array.from({ length: count }, (_, index) => anItem(String(11 + index)));
const uuids = (count: number) => people(count).map(({ kakaoUuid }) => kakaoUuid);
const commit = async (count: number, heard: Heard) => adapterWith(friends, heard).adapter.commit(aBatch(people(count)));

test('given friends, the documented form names them and carries a text with mark, sender and opt-out in sight', async () => {
  const { adapter, formOf, asked } = adapterWith(friends, said(200, { successful_receiver_uuids: uuids(2) }));

  const outcome = await adapter.commit(aBatch(people(2)));

  expect(outcome).toEqual({
    kind: 'answered',
    items: [
      { itemId: '11', status: 'accepted' },
      { itemId: '12', status: 'accepted' },
    ],
  });
  expect(JSON.parse(formOf().get('receiver_uuids') ?? '')).toEqual(['uuid-11', 'uuid-12']);
  const template = JSON.parse(formOf().get('template_object') ?? '');
  expect(template).toMatchObject({
    object_type: 'text',
    link: { web_url: 'https://shop.example/products/001' },
    button_title: '상품 보기',
  });
  expect(template.text).toMatch(/^\(광고\) 하늘상점\n[\s\S]*무료수신거부 080-123-4567$/);
  expect(asked[0]?.headers).toEqual({ 'content-type': 'application/x-www-form-urlencoded;charset=utf-8', authorization: 'Bearer token-1' });
});

test('given one product to oneself, the documented commerce template shows it', async () => {
  const { adapter, formOf } = adapterWith(memo, said(200, { result_code: 0 }));

  expect(await adapter.sendToSelf(account, aMessage())).toEqual({ kind: 'sent' });

  const link = { web_url: 'https://shop.example/products/001', mobile_web_url: 'https://shop.example/products/001' };
  expect(JSON.parse(formOf().get('template_object') ?? '')).toEqual({
    object_type: 'commerce',
    content: { title: '겨울 준비하세요', image_url: 'https://shop.example/0.png', link },
    commerce: { product_name: '린넨 셔츠 원피스', regular_price: 59_000 },
    buttons: [{ title: '상품 보기', link }],
  });
});

test('given several products to oneself, the list template shows up to three', async () => {
  const { adapter, formOf } = adapterWith(memo, said(200, { result_code: 0 }));

  await adapter.sendToSelf(account, aMessage(3));

  const template = JSON.parse(formOf().get('template_object') ?? '');
  expect(template).toMatchObject({ object_type: 'list', header_title: '하늘상점 겨울 준비하세요' });
  expect(template.contents).toHaveLength(3);
});

test('given 1 of 1 who fails, the refusal is that one recipient’s', async () => {
  const outcome = await commit(1, said(400, { code: -502, msg: 'not a friend' }));

  expect(outcome).toMatchObject({
    kind: 'answered',
    items: [{ itemId: '11', status: 'rejected', error: { class: 'recipient_unreachable', mayHaveSent: false } }],
  });
});

test.each(['failure_info', 'failure_infos'])('given 1 of 5 who fails, told as %s, the other four are accepted', async (name) => {
  const [first, ...rest] = uuids(5);
  const body = {
    successful_receiver_uuids: rest,
    [name]: [{ code: -532, msg: 'daily message limit per sender has been exceeded.', receiver_uuids: [first] }],
  };

  const outcome = await commit(5, said(200, body));

  expect(outcome).toMatchObject({
    items: [
      { itemId: '11', status: 'rejected', error: { class: 'quota', code: '-532' } },
      { status: 'accepted' },
      {},
      {},
      { itemId: '15' },
    ],
  });
});

test('given 5 of 5 who fail for two reasons, each is refused for its own', async () => {
  const [a, b, ...others] = uuids(5);
  const failure_info = [
    { code: -530, msg: 'refuses', receiver_uuids: [a, b] },
    { code: -501, msg: 'no talk user', receiver_uuids: others },
  ];

  const outcome = await commit(5, said(200, { failure_info }));

  const classes = (outcome.kind === 'answered' ? outcome.items : []).map((item) =>
    item.status === 'rejected' ? item.error.class : item.status,
  );
  expect(classes).toEqual([
    'recipient_optout',
    'recipient_optout',
    'recipient_unreachable',
    'recipient_unreachable',
    'recipient_unreachable',
  ]);
});

test('given an answer that is silent about some, or fails them with a code that says nothing for sure, they are left open (I7)', async () => {
  const [a, b] = uuids(3);
  const body = { successful_receiver_uuids: [a], failure_info: [{ code: -603, msg: 'timeout', receiver_uuids: [b] }] };

  const outcome = await commit(3, said(200, body));

  expect(outcome).toEqual({ kind: 'answered', items: [{ itemId: '11', status: 'accepted' }] });
});

test.each<[string, Heard]>([
  ['-603', said(400, { code: -603, msg: 'timeout' })],
  ['-1', said(400, { code: -1, msg: 'internal' })],
  ['a code that nobody knows', said(400, { code: -98_765, msg: '?' })],
  ['a 503 of maintenance', said(503, { code: -9798, msg: 'maintenance' })],
  ['an empty 200', said(200, '')],
  ['a 200 that names nobody', said(200, {})],
  ['a page', said(502, '<html>')],
  ['an answer without end', { kind: 'lost', code: 'OVERSIZE' }],
  ['a broken connection', { kind: 'lost', code: 'ECONNRESET' }],
])('given %s, the messages may have been sent', async (_what, heard) => {
  expect(await commit(2, heard)).toMatchObject({ kind: 'ambiguous', error: { mayHaveSent: true } });
});

test.each([
  [-2, 'invalid_request'],
  [-3, 'config'],
  [-5, 'scope'],
  [-10, 'quota'],
  [-402, 'scope'],
  [-536, 'quota'],
])('given %i for all, the batch is surely not sent, as %s', async (code, of) => {
  expect(await commit(2, said(code === -402 ? 403 : 400, { code, msg: 'no' }))).toMatchObject({
    kind: 'rejected',
    error: { class: of, mayHaveSent: false },
  });
});

test('given one who is no friend that Kakao has named, only they are refused and the others are written to', async () => {
  const { adapter, formOf } = adapterWith(friends, said(200, { successful_receiver_uuids: ['uuid-12'] }));
  const { kakaoUuid: _none, ...stranger } = anItem('11');

  const outcome = await adapter.commit(aBatch([stranger, anItem('12')]));

  expect(JSON.parse(formOf().get('receiver_uuids') ?? '')).toEqual(['uuid-12']);
  expect(outcome).toMatchObject({
    items: [
      { itemId: '12', status: 'accepted' },
      { itemId: '11', status: 'rejected', error: { class: 'recipient_unreachable', mayHaveSent: false } },
    ],
  });
});

test('given a token that is no longer taken, the batch is surely not sent and the next attempt renews it', async () => {
  const { adapter, spoiled } = adapterWith(friends, said(401, { msg: 'this access token is already expired', code: -401 }));

  expect(await adapter.commit(aBatch(people(2)))).toMatchObject({ kind: 'rejected', error: { class: 'transient', code: '-401' } });
  expect(spoiled).toEqual(['token-1']);
});

test('given no pilot, nobody is written to', async () => {
  const { adapter, asked } = adapterWith(friends);
  const off = kakaoMessageAdapter({ post: createPostForm('https://kapi.example', async () => said(200, {})), tokens: {} as KakaoTokens });

  expect(await off.prepare(aBatch(people(1)))).toMatchObject({ kind: 'rejected', error: { class: 'config' } });
  expect(await off.commit(aBatch(people(1)))).toMatchObject({ kind: 'rejected', error: { class: 'config' } });
  expect(await adapter.lookUp(aBatch(people(1)))).toBe('unknown');
  expect(asked).toEqual([]);
});
