import { beforeEach, expect, test } from 'vitest';
import { FakeProvider } from '../fake-provider.ts';
import { askForm, authorize, exchange, redirectUri, refresh, signIn, type Tokens } from '../testing/ask-kakao.ts';
import { aCall, hear, monday } from '../testing/ask-solapi.ts';
import { kakaoApp } from './kakao-app.ts';

const dayMs = 24 * 3_600_000;

let fake: FakeProvider;
beforeEach(() => {
  fake = new FakeProvider({ seed: 'oauth', now: () => monday });
  fake.world.clock.freeze();
});

const memo = (token: string) =>
  askForm(fake, '/v2/api/talk/memo/default/send', { template_object: '{"object_type":"text","text":"안녕","link":{}}' }, token);

test('given a member who signs in, the code comes back with the state and opens tokens as documented', () => {
  const location = authorize(fake);
  const { status, body } = exchange(fake, location.searchParams.get('code') ?? '');

  expect([location.origin + location.pathname, location.searchParams.get('state')]).toEqual([redirectUri, 's1']);
  expect(status).toBe(200);
  expect(body).toEqual({
    access_token: expect.stringMatching(/^\w{54}$/),
    token_type: 'bearer',
    refresh_token: expect.stringMatching(/^\w{54}$/),
    expires_in: 21_599,
    scope: 'talk_message friends',
    refresh_token_expires_in: 5_183_999,
  });
});

test.each<[string, (code: string) => ReturnType<typeof exchange>, string]>([
  ['without its verifier', (code) => exchange(fake, code, { code_verifier: 'another-verifier' }), 'invalid_grant'],
  ['for another address', (code) => exchange(fake, code, { redirect_uri: 'http://127.0.0.1:1/other' }), 'invalid_grant'],
  ['of another app', (code) => exchange(fake, code, { client_id: 'other' }), 'invalid_client'],
  ['with a wrong secret', (code) => exchange(fake, code, { client_secret: 'wrong' }), 'invalid_client'],
  ['that is none', () => exchange(fake, 'none'), 'invalid_grant'],
])('given a code %s, no token is issued', (_, ask, error) => {
  expect(ask(authorize(fake).searchParams.get('code') ?? '').body).toMatchObject({ error, error_description: expect.any(String) });
});

test('given a code used a second time or after eleven minutes, no token is issued', () => {
  const [once = '', old = ''] = [authorize(fake), authorize(fake)].map(({ searchParams }) => searchParams.get('code') ?? '');
  exchange(fake, once);
  const again = exchange(fake, once);
  fake.world.clock.advance(11 * 60_000);

  expect([again.body, exchange(fake, old).body]).toMatchObject([{ error: 'invalid_grant' }, { error: 'invalid_grant' }]);
});

test('given an access token of six hours ago, it has expired; one that never was does not exist', () => {
  const { access_token: token } = signIn(fake);
  const fresh = memo(token);
  fake.world.clock.advance(6 * 3_600_000);

  expect(fresh).toEqual({ status: 200, body: { result_code: 0 } });
  expect(memo(token)).toEqual({ status: 401, body: { msg: 'this access token is already expired', code: -401 } });
  expect(memo('NONE')).toEqual({ status: 401, body: { msg: 'this access token does not exist', code: -401 } });
});

test('given a refresh token with more than a month left, only an access token comes; with less, a new one takes its place', () => {
  const { refresh_token: first = '' } = signIn(fake);
  const early = refresh(fake, first).body as Tokens;
  fake.world.clock.advance(31 * dayMs);
  const late = refresh(fake, first).body as Tokens;

  expect(Object.keys(early).sort()).toEqual(['access_token', 'expires_in', 'scope', 'token_type']);
  expect(late).toMatchObject({ refresh_token: expect.not.stringMatching(first), refresh_token_expires_in: 5_183_999 });
  expect(refresh(fake, first).body).toMatchObject({ error: 'invalid_grant' });
  expect(memo((refresh(fake, late.refresh_token ?? '').body as Tokens).access_token).status).toBe(200);
});

test('given a refresh token of sixty days ago, the member has to sign in again', () => {
  const { refresh_token: token = '' } = signIn(fake);
  fake.world.clock.advance(60 * dayMs);

  expect(refresh(fake, token)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
});

test('given more than twenty tokens in ten minutes, no more are issued until later', () => {
  const { refresh_token: token = '' } = signIn(fake);
  const statuses = Array.from({ length: 20 }, () => refresh(fake, token).status);
  fake.world.clock.advance(11 * 60_000);

  expect(statuses).toEqual([...Array(19).fill(200), 429]);
  expect(refresh(fake, token).status).toBe(200);
});

test('given a member who consents to less, the missing scope is named; given an app without it, the app is', () => {
  hear(fake, aCall('POST', '/__fake/settings', { kakaoConsents: ['talk_message'] }));
  const { access_token: token, scope } = signIn(fake);
  const ask = () => hear(fake, aCall('GET', '/v1/api/talk/friends', undefined, { authorization: `Bearer ${token}` }));
  const refused = ask();
  hear(fake, aCall('POST', '/__fake/settings', { kakaoEnabled: ['talk_message'] }));

  expect(scope).toBe('talk_message');
  expect(refused).toMatchObject({ status: 403, body: { code: -402, required_scopes: ['friends'], allowed_scopes: ['talk_message'] } });
  expect(ask()).toMatchObject({ status: 403, body: { code: -3 } });
});

test('given another app at the door, nobody is sent back', () => {
  expect(authorize(fake, { client_id: 'other' }).href).toBe('about:blank');
  expect(hear(fake, aCall('POST', '/oauth/token', { client_id: kakaoApp.restApiKey })).body).toMatchObject({ error: 'invalid_request' });
});
