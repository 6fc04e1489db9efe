import type { SendError } from '../send-adapter.ts';
import type { PostForm } from './kakao-client.ts';
import { errorOfToken } from './kakao-errors.ts';
import { TokenAnswer } from './kakao-wire.ts';
import type { Account, TokenStore, Tokens } from './token-store.ts';

/** The app at Kakao Developers. */
export type KakaoApp = Readonly<{ restKey: string; clientSecret?: string; redirectUri: string }>;

export type AccessToken = Readonly<{ kind: 'ok'; accessToken: string } | { kind: 'rejected'; error: SendError }>;

export type KakaoTokens = Readonly<{
  /** A token that is good for a while yet. However many ask at once, one call refreshes it: Kakao counts them. */
  accessOf(account: Account): Promise<AccessToken>;
  /** Kakao no longer takes this one: the next who asks refreshes. */
  spoiled(account: Account, accessToken: string): void;
  /** The exchange that ends a sign-in. */
  exchange(account: Account, code: string, codeVerifier: string): Promise<AccessToken>;
  isSignedIn(account: Account): boolean;
  forget(account: Account): void;
}>;

export type KakaoTokensPorts = Readonly<{
  app: KakaoApp;
  /** To the authorization server. */
  post: PostForm;
  store: TokenStore;
  /** Epoch ms. */
  now(): number;
}>;

/** So much before its end a token is renewed. */
const beforeEndMs = 60_000;
const secondMs = 1_000;
const tokenPath = '/oauth/token';

export function createKakaoTokens({ app, post, store, now }: KakaoTokensPorts): KakaoTokens {
  const refreshing = new Map<string, Promise<AccessToken>>();
  const secret = app.clientSecret === undefined ? {} : { client_secret: app.clientSecret };

  async function take(account: Account, form: Readonly<Record<string, string>>, old?: Tokens): Promise<AccessToken> {
    const answer = await post(tokenPath, { ...form, client_id: app.restKey, ...secret }, TokenAnswer);
    if (answer.kind !== 'ok') return { kind: 'rejected', error: errorOfToken(answer) };
    const tokens = merged(answer.value, old, now());
    if (!tokens) return { kind: 'rejected', error: signedOut };
    store.write(account, tokens);
    return { kind: 'ok', accessToken: tokens.accessToken };
  }

  function refresh(account: Account, old: Tokens): Promise<AccessToken> {
    const key = `${account.workspace}/${account.member}`;
    const running = refreshing.get(key);
    if (running) return running;
    const started = take(account, { grant_type: 'refresh_token', refresh_token: old.refreshToken }, old).finally(() =>
      refreshing.delete(key),
    );
    refreshing.set(key, started);
    return started;
  }

  return {
    async accessOf(account) {
      const tokens = store.read(account);
      if (!tokens || tokens.refreshUntil <= now()) return { kind: 'rejected', error: signedOut };
      if (tokens.accessUntil - beforeEndMs > now()) return { kind: 'ok', accessToken: tokens.accessToken };
      return refresh(account, tokens);
    },
    spoiled(account, accessToken) {
      const tokens = store.read(account);
      if (tokens?.accessToken === accessToken) store.write(account, { ...tokens, accessUntil: 0 });
    },
    exchange: (account, code, codeVerifier) =>
      take(account, { grant_type: 'authorization_code', redirect_uri: app.redirectUri, code, code_verifier: codeVerifier }),
    isSignedIn: (account) => (store.read(account)?.refreshUntil ?? 0) > now(),
    forget: (account) => store.forget(account),
  };
}

/** Nobody has signed in, or so long ago that it ended. */
const signedOut: SendError = { class: 'auth', code: 'SIGNED_OUT', text: '', mayHaveSent: false };

/** An answer without a refresh token leaves the old one as it is: it comes only while the old one has less than a month left. */
function merged(answer: TokenAnswer, old: Tokens | undefined, now: number): Tokens | null {
  const { access_token: accessToken, expires_in, refresh_token = old?.refreshToken, refresh_token_expires_in } = answer;
  const refreshUntil = refresh_token_expires_in === undefined ? old?.refreshUntil : now + refresh_token_expires_in * secondMs;
  if (refresh_token === undefined || refreshUntil === undefined) return null;
  return { accessToken, accessUntil: now + expires_in * secondMs, refreshToken: refresh_token, refreshUntil };
}
