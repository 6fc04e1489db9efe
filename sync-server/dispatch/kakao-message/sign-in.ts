import { createHash } from 'node:crypto';
import type { RandomBytes } from '../../secret.ts';
import type { AccessToken, KakaoApp, KakaoTokens } from './kakao-tokens.ts';
import type { Account } from './token-store.ts';

export type SignIn = Readonly<{
  /** The address that the member's own browser opens; it ends at the redirect address, with a code and this state. */
  begin(account: Account): string;
  /** Null where no sign-in of this state is under way: it was ended already, is too old, or was never begun here. */
  finish(state: string, code: string): Promise<AccessToken | null>;
}>;

export type SignInPorts = Readonly<{
  authUrl: string;
  app: KakaoApp;
  tokens: KakaoTokens;
  friends: boolean;
  now(): number;
  random: RandomBytes;
}>;

/** So long a browser may take. */
const patienceMs = 10 * 60_000;
/** Sign-ins under way at once; the oldest gives way. */
const mostUnderWay = 100;
const randomSize = 32;

/**
 * OAuth's authorization code with PKCE (RFC 7636). The state is a secret of this server and good for one answer, so nobody can
 * have a member's workspace signed in to somebody else's chat; the verifier never leaves the server before the exchange.
 */
export function createSignIn({ authUrl, app, tokens, friends, now, random }: SignInPorts): SignIn {
  const underWay = new Map<string, Readonly<{ account: Account; verifier: string; until: number }>>();
  const secret = () => Buffer.from(random(randomSize)).toString('base64url');
  return {
    begin(account) {
      const [oldest] = underWay.keys();
      if (underWay.size >= mostUnderWay && oldest !== undefined) underWay.delete(oldest);
      const [state, verifier] = [secret(), secret()];
      underWay.set(state, { account, verifier, until: now() + patienceMs });
      const address = new URL('/oauth/authorize', authUrl);
      address.search = new URLSearchParams({
        response_type: 'code',
        client_id: app.restKey,
        redirect_uri: app.redirectUri,
        scope: friends ? 'talk_message,friends' : 'talk_message',
        state,
        code_challenge: challengeOf(verifier),
        code_challenge_method: 'S256',
      }).toString();
      return address.href;
    },
    async finish(state, code) {
      const begun = underWay.get(state);
      underWay.delete(state);
      return begun && begun.until > now() ? tokens.exchange(begun.account, code, begun.verifier) : null;
    },
  };
}

/** RFC 7636, section 4.2. */
export const challengeOf = (verifier: string): string => createHash('sha256').update(verifier, 'ascii').digest('base64url');
