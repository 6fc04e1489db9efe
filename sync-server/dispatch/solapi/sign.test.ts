import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { freshSalt, signature } from './sign.ts';

// The expected values were made with `printf DATE+SALT | openssl dgst -sha256 -hmac SECRET`.
test.each([
  ['2019-07-01T00:41:48Z', 'jqsba2jxjnrjor', 'SECRET', '669c9fb6acda414922dec17b603459be1dfb7dcb12f81c68e78cbd2f06ca9028'],
  [
    '2026-11-23T00:00:00.000Z',
    '0123456789abcdef0123456789abcdef',
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345',
    'f26720aa9d5a9cdcb7034f8fdec410bcc4b28d40b2fc29970cdf49f2951fd2de',
  ],
])('given the date %s and the salt %s, signs them as the documents say', (date, salt, apiSecret, expected) => {
  const header = signature({ apiKey: 'NCSAYU7YDBXYORXC', apiSecret }, date, salt);

  expect(header).toBe(`HMAC-SHA256 apiKey=NCSAYU7YDBXYORXC, date=${date}, salt=${salt}, signature=${expected}`);
  expect(createHmac('sha256', apiSecret).update(`${date}${salt}`).digest('hex')).toBe(expected);
  expect(header).not.toContain(apiSecret);
});

test('given random bytes, a salt has 12 to 64 letters and digits', () => {
  expect(freshSalt((size) => new Uint8Array(size).fill(7))).toMatch(/^[0-9a-z]{12,64}$/);
});
