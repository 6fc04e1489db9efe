import { type Call, json, type Reply } from '../wire/call.ts';
import type { Route } from '../wire/route.ts';
import type { World } from '../world/world.ts';
import { formOf } from './form.ts';
import { accessSeconds, type Grants, refreshSeconds } from './grants.ts';
import { kakaoApp } from './kakao-app.ts';
import { kauthError } from './kakao-errors.ts';

const minuteMs = 60_000;
/** Per member: so many access tokens in ten minutes. */
const mostTokens = 20;
const tokensWithinMs = 10 * minuteMs;

/** Signing in: OAuth's authorization code, with PKCE where the app asks for it. Whoever is asked consents at once. */
export function oauthRoutes(world: World, grants: Grants): readonly Route[] {
  const issued: number[] = [];
  return [
    { method: 'GET', path: '/oauth/authorize', stage: 'auth', answer: ({ query }) => authorize(world, grants, query) },
    { method: 'POST', path: '/oauth/token', stage: 'auth', answer: (call) => token(world, grants, issued, call) },
  ];
}

function authorize({ clock, settings }: World, grants: Grants, query: URLSearchParams): Reply {
  const redirectUri = query.get('redirect_uri') ?? '';
  if (query.get('client_id') !== kakaoApp.restApiKey) return kauthError(401, 'invalid_client', 'KOE101', 'Not exist client_id');
  if (!URL.canParse(redirectUri)) return kauthError(400, 'invalid_request', 'KOE006', 'Mismatched redirect uri');
  if (query.get('response_type') !== 'code') return kauthError(400, 'invalid_request', 'KOE205', 'response_type');
  const challenge = query.get('code_challenge');
  if (challenge !== null && query.get('code_challenge_method') !== 'S256')
    return kauthError(400, 'invalid_request', 'KOE205', 'code_challenge_method');
  const asked = query.get('scope')?.split(/[ ,]+/) ?? settings.kakaoConsents;
  const scopes = settings.kakaoConsents.filter((scope) => asked.includes(scope));
  const code = grants.issueCode({ redirectUri, scopes, ...(challenge !== null && { challenge }) }, clock.now());
  const location = new URL(redirectUri);
  location.searchParams.set('code', code);
  const state = query.get('state');
  if (state !== null) location.searchParams.set('state', state);
  return { status: 302, headers: { location: location.href }, body: '' };
}

function token(world: World, grants: Grants, issued: number[], call: Call): Reply {
  const form = formOf(call);
  if (!form) return kauthError(400, 'invalid_request', 'KOE010', 'a form is needed');
  if (form.get('client_id') !== kakaoApp.restApiKey) return kauthError(401, 'invalid_client', 'KOE101', 'Not exist client_id');
  if (form.get('client_secret') !== kakaoApp.clientSecret) return kauthError(401, 'invalid_client', 'KOE010', 'Bad client credentials');
  const now = world.clock.now();
  while (issued[0] !== undefined && now - issued[0] > tokensWithinMs) issued.shift();
  if (issued.length >= mostTokens) return kauthError(429, 'too_many_requests', 'KOE237', 'token request rate limit exceeded');
  issued.push(now);
  switch (form.get('grant_type')) {
    case 'authorization_code':
      return exchange(grants, form, now);
    case 'refresh_token':
      return refresh(grants, form, now);
    default:
      return kauthError(400, 'unsupported_grant_type', 'KOE207', 'grant_type');
  }
}

const issuedNow = (accessToken: string, granted: readonly string[]) => ({
  access_token: accessToken,
  token_type: 'bearer',
  expires_in: accessSeconds,
  scope: granted.join(' '),
});

function exchange(grants: Grants, form: URLSearchParams, now: number): Reply {
  const code = grants.takeCode(form.get('code') ?? '', form.get('redirect_uri') ?? '', form.get('code_verifier'), now);
  if (!code) return kauthError(400, 'invalid_grant', 'KOE320', 'authorization code not found');
  const { scopes } = code;
  const refreshToken = grants.issueRefresh(scopes, now);
  return json(200, {
    ...issuedNow(grants.issueAccess(scopes, now), scopes),
    refresh_token: refreshToken,
    refresh_token_expires_in: refreshSeconds,
  });
}

/** The refresh token is told again only when it is a new one. */
function refresh(grants: Grants, form: URLSearchParams, now: number): Reply {
  const old = form.get('refresh_token') ?? '';
  const known = grants.refresh(old, now);
  if (!known) return kauthError(400, 'invalid_grant', 'KOE322', 'expired_or_invalid_refresh_token');
  const renewed = grants.renew(old, now);
  return json(200, {
    ...issuedNow(grants.issueAccess(known.scopes, now), known.scopes),
    ...(renewed !== undefined && { refresh_token: renewed, refresh_token_expires_in: refreshSeconds }),
  });
}
