import { describe, expect, test } from 'vitest';
import { codeOfHash, takeCode } from './one-time-code.ts';
import { forgetToken, signIn, type TokenPlace } from './sign-in.ts';

function aPlace(kept?: string): TokenPlace & { kept: Map<string, string> } {
  const values = new Map(kept === undefined ? [] : [['talklens-token', kept]]);
  return {
    kept: values,
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}

const answering = (status: number, body: unknown) => async () => new Response(JSON.stringify(body), { status });
const nobodyAsks = async (): Promise<Response> => {
  throw new Error('no request was expected');
};

describe('the code in the address', () => {
  test('given a code, it is read once and leaves the address without it', () => {
    const seen: string[] = [];
    const history = { replaceState: (_: null, __: string, url: string) => void seen.push(url) };

    const code = takeCode({ location: { hash: '#code=A-b_1', pathname: '/', search: '?x=1' }, history });

    expect(code).toBe('A-b_1');
    expect(seen).toEqual(['/?x=1']);
  });

  test('given a screen in the fragment, the address stays as it is', () => {
    const seen: string[] = [];
    const history = { replaceState: (_: null, __: string, url: string) => void seen.push(url) };

    const code = takeCode({ location: { hash: '#/leads', pathname: '/', search: '' }, history });

    expect([code, seen]).toEqual([undefined, []]);
  });

  test.each([['#code='], ['#x=code'], ['']])('given %j, there is no code', (hash) => {
    expect(codeOfHash(hash)).toBeUndefined();
  });
});

describe('signing in', () => {
  test('given a code, its token is kept for this tab and replaces an older one', async () => {
    const place = aPlace('old');

    const signedIn = await signIn('code', { fetch: answering(200, { token: 'new' }), place });

    expect(signedIn).toEqual({ ok: true, value: 'new' });
    expect(place.getItem('talklens-token')).toBe('new');
  });

  test('given no code but a kept token, nothing is asked', async () => {
    expect(await signIn(undefined, { fetch: nobodyAsks, place: aPlace('kept') })).toEqual({ ok: true, value: 'kept' });
  });

  test('given neither, says that one is missing', async () => {
    expect(await signIn(undefined, { fetch: nobodyAsks, place: aPlace() })).toEqual({ ok: false, code: 'auth.missing' });
  });

  test.each([
    ['a used code', 401, { code: 'auth.codeUsed' }, 'auth.codeUsed'],
    ['an answer that is not ours', 502, '<html>', 'auth.invalid'],
    ['a token of another shape', 200, { bearer: 'x' }, 'protocol.outdated'],
  ])('given %s, says so and keeps nothing', async (_, status, body, code) => {
    const place = aPlace();

    const signedIn = await signIn('code', { fetch: answering(status, body), place });

    expect(signedIn).toEqual({ ok: false, code });
    expect(place.kept.size).toBe(0);
  });

  test('given no server, says that it cannot be reached', async () => {
    const fetch = () => Promise.reject(new TypeError('refused'));

    expect(await signIn('code', { fetch, place: aPlace() })).toEqual({ ok: false, code: 'server.unreachable' });
  });

  test('given a token the server no longer knows, it can be forgotten', () => {
    const place = aPlace('stale');

    forgetToken(place);

    expect(place.kept.size).toBe(0);
  });
});
