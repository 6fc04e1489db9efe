import type { SendError } from '../send-adapter.ts';
import type { PostForm } from './kakao-client.ts';
import { errorOfToken } from './kakao-errors.ts';
import { TokenAnswer } from './kakao-wire.ts';
import type { Account, TokenStore, Tokens } from './token-store.ts';

/** The app at Kakao Developers. */
export type KakaoApp = Readonly<{ restKey: string; clientSecret?: string; redirectUri: string }>;

export type AccessToken = Readonly<{ kind: 'ok'; accessToken: string } | { kind: 'rejected'; error: SendError }>;

export type KakaoTokens = Readonly<{
  /** A token that is good for a while yet. However many ask at once, on however many servers, one call refreshes it: Kakao counts them. */
  accessOf(account: Account): Promise<AccessToken>;
  /** Kakao no longer takes this one: the next who asks refreshes. */
  spoiled(account: Account, accessToken: string): Promise<void>;
  /** The exchange that ends a sign-in. */
  exchange(account: Account, code: string, codeVerifier: string): Promise<AccessToken>;
  isSignedIn(account: Account): Promise<boolean>;
  forget(account: Account): Promise<void>;
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

  const isOver = (tokens: Tokens | null): tokens is null => !tokens || tokens.refreshUntil <= now();
  const isFresh = ({ accessUntil }: Tokens) => accessUntil - beforeEndMs > now();

  /** What Kakao gives for this, in the place of what there was; what it refuses leaves that as it is. */
  async function take(form: Readonly<Record<string, string>>, was: Tokens | null): Promise<Taken> {
    const answer = await post(tokenPath, { ...form, client_id: app.restKey, ...secret }, TokenAnswer);
    if (answer.kind !== 'ok') return { tokens: was, access: { kind: 'rejected', error: errorOfToken(answer) } };
    const tokens = merged(answer.value, was, now());
    return tokens ? taken(tokens) : { tokens: was, access: nobody };
  }

  /** Asked for and kept before anybody else may ask, so that of two servers the later finds what the earlier was given. */
  async function takeAlone(account: Account, work: (was: Tokens | null) => Promise<Taken>): Promise<AccessToken> {
    let access: AccessToken = nobody;
    await store.change(account, async (was) => {
      const done = await work(was);
      access = done.access;
      return done.tokens;
    });
    return access;
  }

  const renew = async (was: Tokens | null): Promise<Taken> => {
    if (isOver(was)) return { tokens: was, access: nobody };
    return isFresh(was) ? taken(was) : take({ grant_type: 'refresh_token', refresh_token: was.refreshToken }, was);
  };

  function refresh(account: Account): Promise<AccessToken> {
    const key = `${account.workspace}/${account.member}`;
    const running = refreshing.get(key);
    if (running) return running;
    const started = takeAlone(account, renew).finally(() => refreshing.delete(key));
    refreshing.set(key, started);
    return started;
  }

  return {
    async accessOf(account) {
      const tokens = await store.read(account);
      if (isOver(tokens)) return nobody;
      return isFresh(tokens) ? taken(tokens).access : refresh(account);
    },
    spoiled: (account, accessToken) =>
      store.change(account, async (was) => (was?.accessToken === accessToken ? { ...was, accessUntil: 0 } : was)),
    exchange: (account, code, codeVerifier) =>
      takeAlone(account, (was) =>
        take({ grant_type: 'authorization_code', redirect_uri: app.redirectUri, code, code_verifier: codeVerifier }, was),
      ),
    isSignedIn: async (account) => !isOver(await store.read(account)),
    forget: (account) => store.change(account, async () => null),
  };
}

/** What is to be kept, and what whoever asked is told. */
type Taken = Readonly<{ tokens: Tokens | null; access: AccessToken }>;

const taken = (tokens: Tokens): Taken => ({ tokens, access: { kind: 'ok', accessToken: tokens.accessToken } });

/** Nobody has signed in, or so long ago that it ended. */
const signedOut: SendError = { class: 'auth', code: 'SIGNED_OUT', text: '', mayHaveSent: false };
const nobody: AccessToken = { kind: 'rejected', error: signedOut };

/** An answer without a refresh token leaves the old one as it is: it comes only while the old one has less than a month left. */
function merged(answer: TokenAnswer, old: Tokens | null, now: number): Tokens | null {
  const { access_token: accessToken, expires_in, refresh_token = old?.refreshToken, refresh_token_expires_in } = answer;
  const refreshUntil = refresh_token_expires_in === undefined ? old?.refreshUntil : now + refresh_token_expires_in * secondMs;
  if (refresh_token === undefined || refreshUntil === undefined) return null;
  return { accessToken, accessUntil: now + expires_in * secondMs, refreshToken: refresh_token, refreshUntil };
}
