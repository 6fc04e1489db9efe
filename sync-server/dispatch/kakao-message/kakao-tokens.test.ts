import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Heard } from '../calling/ask-once.ts';
import { said, scriptedAsk } from '../testing/scripted-ask.ts';
import { fileSecrets } from './file-secrets.ts';
import { createPostForm } from './kakao-client.ts';
import { createKakaoTokens } from './kakao-tokens.ts';
import { challengeOf, createSignIn } from './sign-in.ts';
import { type TokenStore, tokensIn } from './token-store.ts';

const account = { workspace: 'shop', member: 'owner' };
const app = { restKey: 'rest-key', redirectUri: 'https://talk.shop.example/v1/sending/kakao/callback' };
const token = 'POST /oauth/token';
/** As Kakao answers: six hours, and sixty days. */
const first = {
  access_token: 'access-1',
  token_type: 'bearer',
  refresh_token: 'refresh-1',
  expires_in: 21_599,
  scope: 'talk_message',
  refresh_token_expires_in: 5_183_999,
};
const hoursMs = 3_600_000;

let folder: string;
let store: TokenStore;
let now: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'talklens-tokens-'));
  store = tokensIn(fileSecrets(join(folder, 'kakao')));
  now = Date.parse('2026-11-23T00:00:00Z');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function tokensWith(...heard: readonly Heard[]) {
  const scripted = scriptedAsk({ [token]: heard });
  const post = createPostForm('https://kauth.example', scripted.ask);
  const tokens = createKakaoTokens({ app, post, store, now: () => now });
  const formOf = (call: number) => Object.fromEntries(new URLSearchParams(String(scripted.asked[call]?.body)));
  return { tokens, asked: scripted.asked, formOf };
}

test('given a sign-in, the address carries PKCE and state, and the exchange the verifier behind the challenge', async () => {
  const { tokens, formOf } = tokensWith(said(200, first));
  const signIn = createSignIn({
    authUrl: 'https://kauth.example',
    app,
    tokens,
    friends: false,
    now: () => now,
    random: (size) => new Uint8Array(size).fill(now % 251),
  });

  const { searchParams: asked, pathname } = new URL(signIn.begin(account));
  const finished = await signIn.finish(asked.get('state') ?? '', 'code-1');

  expect(pathname).toBe('/oauth/authorize');
  expect(Object.fromEntries(asked)).toMatchObject({
    response_type: 'code',
    client_id: 'rest-key',
    redirect_uri: app.redirectUri,
    scope: 'talk_message',
    code_challenge_method: 'S256',
  });
  expect(formOf(0)).toMatchObject({
    grant_type: 'authorization_code',
    client_id: 'rest-key',
    redirect_uri: app.redirectUri,
    code: 'code-1',
  });
  expect(challengeOf(formOf(0).code_verifier ?? '')).toBe(asked.get('code_challenge'));
  expect(finished).toEqual({ kind: 'ok', accessToken: 'access-1' });
});

test('given the example of RFC 7636, appendix B, the challenge is its', () => {
  expect(challengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
});

test('given a state that is unknown, used already or too old, nothing is exchanged', async () => {
  const { tokens, asked } = tokensWith(said(200, first));
  let salt = 0;
  const signIn = createSignIn({
    authUrl: 'https://kauth.example',
    app,
    tokens,
    friends: false,
    now: () => now,
    random: (size) => {
      salt += 1;
      return new Uint8Array(size).fill(salt);
    },
  });
  const stateOf = () => new URL(signIn.begin(account)).searchParams.get('state') ?? '';
  const [used, old] = [stateOf(), stateOf()];

  await signIn.finish(used, 'code-1');
  now += 11 * 60_000;

  expect(await signIn.finish(used, 'code-1')).toBeNull();
  expect(await signIn.finish(old, 'code-1')).toBeNull();
  expect(await signIn.finish('state-of-somebody-else', 'code-1')).toBeNull();
  expect(asked).toHaveLength(1);
});

test('given ten workers and a token that ends, one call renews it for all', async () => {
  const { tokens, asked } = tokensWith(said(200, first), said(200, { ...first, access_token: 'access-2' }));
  await tokens.exchange(account, 'code-1', 'verifier');
  now += 7 * hoursMs;

  const got = await Promise.all(Array.from({ length: 10 }, () => tokens.accessOf(account)));

  expect(new Set(got.map((one) => (one.kind === 'ok' ? one.accessToken : one.kind)))).toEqual(new Set(['access-2']));
  expect(asked).toHaveLength(2);
});

test('given an answer without a refresh token, the old one is kept, with its own end', async () => {
  const { tokens, formOf } = tokensWith(said(200, first), said(200, { access_token: 'access-2', expires_in: 21_599 }));
  await tokens.exchange(account, 'code-1', 'verifier');

  for (const wait of [7, 7]) {
    now += wait * hoursMs;
    await tokens.accessOf(account);
  }

  expect([formOf(1).refresh_token, formOf(2).refresh_token]).toEqual(['refresh-1', 'refresh-1']);
  expect(await store.read(account)).toMatchObject({
    refreshToken: 'refresh-1',
    refreshUntil: Date.parse('2026-11-23T00:00:00Z') + 5_183_999_000,
  });
});

test('given an answer with a new refresh token, that one is used from then on', async () => {
  const { tokens, formOf } = tokensWith(said(200, first), said(200, { ...first, access_token: 'access-2', refresh_token: 'refresh-2' }));
  await tokens.exchange(account, 'code-1', 'verifier');

  for (const wait of [7, 7]) {
    now += wait * hoursMs;
    await tokens.accessOf(account);
  }

  expect(formOf(2).refresh_token).toBe('refresh-2');
});

test('given a refresh that Kakao refuses for good, somebody has to sign in; given one that broke, it is tried again', async () => {
  const { tokens } = tokensWith(said(200, first), said(400, { error: 'invalid_grant', error_description: 'expired' }), {
    kind: 'lost',
    code: 'TIMEOUT',
  });
  await tokens.exchange(account, 'code-1', 'verifier');
  now += 7 * hoursMs;

  expect(await tokens.accessOf(account)).toMatchObject({ kind: 'rejected', error: { class: 'auth', mayHaveSent: false } });
  expect(await tokens.accessOf(account)).toMatchObject({ kind: 'rejected', error: { class: 'transient', mayHaveSent: false } });
});

test('given a token spoiled by an answer, it is renewed before its time; one that was renewed meanwhile is left', async () => {
  const { tokens, asked } = tokensWith(said(200, first), said(200, { ...first, access_token: 'access-2' }));
  await tokens.exchange(account, 'code-1', 'verifier');

  await tokens.spoiled(account, 'access-1');
  const renewed = await tokens.accessOf(account);
  await tokens.spoiled(account, 'access-1');

  expect(renewed).toEqual({ kind: 'ok', accessToken: 'access-2' });
  expect(await tokens.accessOf(account)).toEqual(renewed);
  expect(asked).toHaveLength(2);
});

test('given tokens on disk, only the server’s user may read them, and a name of a member is no path', async () => {
  const { tokens } = tokensWith(said(200, first));
  const odd = { workspace: 'shop', member: '../../owner' };
  await tokens.exchange(odd, 'code-1', 'verifier');

  const files = readdirSync(join(folder, 'kakao'));

  expect(files).toHaveLength(1);
  expect(statSync(join(folder, 'kakao', files[0] ?? '')).mode & 0o777).toBe(0o600);
  expect(await tokens.isSignedIn(odd)).toBe(true);
  expect(await tokens.isSignedIn(account)).toBe(false);
  await tokens.forget(odd);
  expect(await tokens.isSignedIn(odd)).toBe(false);
});
