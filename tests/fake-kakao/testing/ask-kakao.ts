import { createHash } from 'node:crypto';
import type { FakeProvider } from '../fake-provider.ts';
import { kakaoApp } from '../kakao/kakao-app.ts';
import { type Answered, aCall, hear } from './ask-solapi.ts';

export const redirectUri = 'http://127.0.0.1:8420/v1/kakao/signed-in';
export const verifier = 'a-verifier-of-at-least-43-letters-0123456789';

export type Tokens = Readonly<{
  access_token: string;
  refresh_token?: string;
  expires_in: number;
  refresh_token_expires_in?: number;
  scope: string;
}>;

export const askForm = (fake: FakeProvider, path: string, form: Record<string, string>, accessToken?: string): Answered =>
  hear(
    fake,
    aCall('POST', path, new URLSearchParams(form).toString(), {
      'content-type': 'application/x-www-form-urlencoded;charset=utf-8',
      ...(accessToken !== undefined && { authorization: `Bearer ${accessToken}` }),
    }),
  );

/** Where the browser is sent; the code is in it. */
export function authorize(fake: FakeProvider, change: Record<string, string> = {}): URL {
  const query = new URLSearchParams({
    ...{ response_type: 'code', client_id: kakaoApp.restApiKey, redirect_uri: redirectUri, state: 's1' },
    ...{ code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256' },
    ...change,
  });
  const delivery = fake.answer(aCall('GET', `/oauth/authorize?${query}`));
  return new URL(delivery.kind === 'answer' ? (delivery.reply.headers.location ?? 'about:blank') : 'about:blank');
}

const app = { client_id: kakaoApp.restApiKey, client_secret: kakaoApp.clientSecret };

export const exchange = (fake: FakeProvider, code: string, change: Record<string, string> = {}): Answered =>
  askForm(fake, '/oauth/token', {
    ...app,
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
    ...change,
  });

export const refresh = (fake: FakeProvider, token: string): Answered =>
  askForm(fake, '/oauth/token', { ...app, grant_type: 'refresh_token', refresh_token: token });

export const signIn = (fake: FakeProvider): Tokens => exchange(fake, authorize(fake).searchParams.get('code') ?? '').body as Tokens;
