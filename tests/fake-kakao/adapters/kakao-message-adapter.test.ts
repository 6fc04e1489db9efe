import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AskOnce, askOnce } from '../../../sync-server/dispatch/calling/ask-once.ts';
import { fileSecrets } from '../../../sync-server/dispatch/kakao-message/file-secrets.ts';
import { createPostForm } from '../../../sync-server/dispatch/kakao-message/kakao-client.ts';
import { type KakaoMessageAdapter, kakaoMessageAdapter } from '../../../sync-server/dispatch/kakao-message/kakao-message-adapter.ts';
import { createKakaoTokens, type KakaoTokens } from '../../../sync-server/dispatch/kakao-message/kakao-tokens.ts';
import { createSignIn, type SignIn } from '../../../sync-server/dispatch/kakao-message/sign-in.ts';
import { tokensIn } from '../../../sync-server/dispatch/kakao-message/token-store.ts';
import type { Fate } from '../../../sync-server/dispatch/sandbox/magic-number.ts';
import { aBatch, aMessage, anItem } from '../../../sync-server/dispatch/testing/a-batch.ts';
import type { CallFault } from '../faults/fault.ts';
import { kakaoApp } from '../kakao/kakao-app.ts';
import { type RunningFake, startFakeKakao } from '../start-fake-kakao.ts';
import { magicUuid } from '../world/fates.ts';

const noon = Date.parse('2026-11-23T12:00:00+09:00');
const account = { workspace: 'shop', member: 'owner' };
const hoursMs = 3_600_000;

let folder: string;
let fake: RunningFake;
let tokens: KakaoTokens;
let signIn: SignIn;
let adapter: KakaoMessageAdapter;
let tokenCalls: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'talklens-kakao-'));
  fake = await startFakeKakao({ port: 0, seed: 'kakao-adapter', now: Date.now });
  fake.provider.world.clock.set(noon);
  tokenCalls = 0;
  const now = () => fake.provider.world.clock.now();
  const counted: AskOnce = (ask) => {
    if (ask.url.pathname === '/oauth/token') tokenCalls += 1;
    return askOnce({ ...ask, timeoutMs: 1_500 });
  };
  const app = {
    restKey: kakaoApp.restApiKey,
    clientSecret: kakaoApp.clientSecret,
    redirectUri: 'http://127.0.0.1:1/v1/sending/kakao/callback',
  };
  const post = createPostForm(fake.address.url, counted);
  tokens = createKakaoTokens({ app, post, store: tokensIn(fileSecrets(folder)), now });
  signIn = createSignIn({ authUrl: fake.address.url, app, tokens, friends: true, now, random: randomBytes });
  adapter = kakaoMessageAdapter({ post, tokens, pilotOf: () => account });
});
afterEach(async () => {
  await fake.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What the member's browser does. */
async function throughTheBrowser(): Promise<URL> {
  const answered = await fetch(signIn.begin(account), { redirect: 'manual' });
  return new URL(answered.headers.get('location') ?? '');
}

async function signedIn(): Promise<void> {
  const { searchParams } = await throughTheBrowser();
  const finished = await signIn.finish(searchParams.get('state') ?? '', searchParams.get('code') ?? '');
  expect(finished).toMatchObject({ kind: 'ok' });
}

const strike = (kind: CallFault) =>
  fake.provider.world.faults.add({ kind, face: 'kakao', stage: 'commit', times: 1, after: 0, ms: 60_000, retryAfterS: 2 });
const shown = () => fake.provider.world.ledger.after(0, 100);
const friendsOf = (...fates: readonly Fate[]) =>
  aBatch(fates.map((fate, index) => anItem(String(11 + index), { kakaoUuid: magicUuid(fate) })));

test('given a sign-in through the browser, a test reaches the member’s own chat', async () => {
  await signedIn();

  expect(await adapter.sendToSelf(account, aMessage())).toEqual({ kind: 'sent' });
  expect(await adapter.sendToSelf(account, aMessage(3))).toEqual({ kind: 'sent' });

  expect(shown().map(({ text }) => text)).toEqual([
    expect.stringContaining('겨울 준비하세요'),
    expect.stringContaining('린넨 셔츠 원피스'),
  ]);
});

test('given a code that somebody else began the sign-in of, it opens nothing', async () => {
  const { searchParams } = await throughTheBrowser();

  expect(await signIn.finish('a-state-of-theirs', searchParams.get('code') ?? '')).toBeNull();
  expect(await tokens.isSignedIn(account)).toBe(false);
});

test('given ten workers after the token has ended, one refresh serves them all', async () => {
  await signedIn();
  fake.provider.world.clock.advance(7 * hoursMs);

  const ended = await Promise.all(Array.from({ length: 10 }, () => adapter.sendToSelf(account, aMessage())));

  expect(ended.every(({ kind }) => kind === 'sent')).toBe(true);
  expect(tokenCalls).toBe(2);
});

test('given two months without a word, somebody has to sign in again', async () => {
  await signedIn();
  fake.provider.world.clock.advance(61 * 24 * hoursMs);

  expect(await adapter.sendToSelf(account, aMessage())).toMatchObject({ kind: 'failed', error: { class: 'auth', mayHaveSent: false } });
});

test('given friends, all five are written to in one call, each once', async () => {
  await signedIn();

  const outcome = await adapter.commit(friendsOf('delivered', 'neverReports', 'delivered'));

  expect(outcome.kind).toBe('answered');
  expect(shown().every(({ text }) => text.startsWith('(광고) 하늘상점'))).toBe(true);
});

test('given 1 of 1 who cannot be written to, only that one is refused; given 1 of 2, the other is sent to', async () => {
  await signedIn();

  const alone = await adapter.commit(friendsOf('notFriend'));
  const beside = await adapter.commit(friendsOf('notFriend', 'delivered'));

  expect(alone).toMatchObject({ kind: 'answered', items: [{ status: 'rejected', error: { class: 'recipient_unreachable' } }] });
  expect(beside).toMatchObject({
    kind: 'answered',
    items: [
      { itemId: '11', status: 'rejected' },
      { itemId: '12', status: 'accepted' },
    ],
  });
  expect(shown()).toHaveLength(1);
});

test.each(['acceptThenTimeout', 'acceptThenReset', 'acceptThen502', 'emptyBody', 'truncatedJson', 'processingTimeout'] as const)(
  'given %s, it may have been sent, and there is nobody to ask (I7)',
  async (kind) => {
    await signedIn();
    strike(kind);
    const batch = friendsOf('delivered', 'delivered');

    const outcome = await adapter.commit(batch);

    expect(outcome).toMatchObject({ kind: 'ambiguous', error: { mayHaveSent: true } });
    expect(await adapter.lookUp(batch)).toBe('unknown');
  },
);
