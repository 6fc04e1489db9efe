import { beforeEach, expect, test } from 'vitest';
import { FakeProvider } from '../fake-provider.ts';
import { aCall, authorization, hear, monday } from '../testing/ask-solapi.ts';
import { signatureOf } from './authorize.ts';

let fake: FakeProvider;
beforeEach(() => {
  fake = new FakeProvider({ seed: 'authorize', now: () => monday });
});

const balance = (header: string) => hear(fake, aCall('GET', '/cash/v1/balance', undefined, { authorization: header }));

test('given a date, a salt and a secret, the signature is that of RFC 2104 with SHA-256', () => {
  expect(signatureOf('key', 'The quick brown fox jumps ', 'over the lazy dog')).toBe(
    'f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8',
  );
});

test('given a call that is signed as documented, it is let in', () => {
  expect(balance(authorization(monday))).toMatchObject({ status: 200, body: { balance: 10_000_000, point: 0 } });
});

const minuteMs = 60_000;
test.each([
  ['another key', () => authorization(monday, { apiKey: 'NCSANOTHER' }), 'InvalidAPIKey'],
  ['a salt that is too short', () => authorization(monday, { salt: 'short' }), 'InvalidAPIKey'],
  ['no authorization', () => '', 'InvalidAPIKey'],
  ['another secret', () => authorization(monday, { secret: 'WRONG' }), 'SignatureDoesNotMatch'],
  ['a clock 16 minutes behind', () => authorization(monday - 16 * minuteMs), 'RequestTimeTooSkewed'],
  ['a clock 16 minutes ahead', () => authorization(monday + 16 * minuteMs), 'RequestTimeTooSkewed'],
])('given %s, the call is refused by name', (_, header, errorCode) => {
  expect(balance(header())).toMatchObject({ status: 403, body: { errorCode } });
});

test('given a signature used a second time within 15 minutes, it is refused', () => {
  const once = authorization(monday);

  expect(balance(once).status).toBe(200);
  expect(balance(once)).toMatchObject({ status: 403, body: { errorCode: 'DuplicatedSignature' } });
});

test('given a fake whose own clock is wrong by a day, a right clock is refused as skewed', () => {
  hear(fake, aCall('POST', '/__fake/faults', { kind: 'clockSkew', ms: 24 * 60 * minuteMs }));

  expect(balance(authorization(monday))).toMatchObject({ body: { errorCode: 'RequestTimeTooSkewed' } });
});
