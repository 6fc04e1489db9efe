import { FailureBody, type FailureCode } from '../../contract/failure.ts';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '../../contract/protocol-version.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { SessionGranted } from '../../contract/session.ts';

/** Where the bearer token stays: this tab, until it is closed. */
export type TokenPlace = Readonly<{
  getItem: (key: string) => string | null;
  setItem: (key: string, value: string) => void;
  removeItem: (key: string) => void;
}>;

const tokenKey = 'talklens-token';

export const forgetToken = (place: TokenPlace): void => place.removeItem(tokenKey);

type Surroundings = Readonly<{ fetch: (path: string, init: RequestInit) => Promise<Response>; place: TokenPlace }>;

/**
 * The token of this tab: a new code is exchanged first and replaces the old token; without one, the kept token stands.
 * `auth.missing`: neither is there. A code is used up even if its answer is lost, so it is never tried twice.
 */
export async function signIn(code: string | undefined, { fetch, place }: Surroundings): Promise<Result<string>> {
  if (code === undefined) {
    const token = place.getItem(tokenKey);
    return token === null ? failed('auth.missing') : ok(token);
  }
  const granted = await exchange(code, fetch);
  if (granted.ok) place.setItem(tokenKey, granted.value);
  return granted;
}

async function exchange(code: string, fetch: Surroundings['fetch']): Promise<Result<string>> {
  const response = await fetch('/v1/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json', [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) },
    body: JSON.stringify({ code }),
  }).catch(() => undefined);
  if (!response) return failed('server.unreachable');
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) return failed(codeOf(body));
  const granted = SessionGranted.safeParse(body);
  return granted.success ? ok(granted.data.token) : failed('protocol.outdated');
}

const codeOf = (body: unknown): FailureCode => FailureBody.safeParse(body).data?.code ?? 'auth.invalid';
