import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hmacSha256Hex, sha256, sha256Hex } from './sha-256.ts';

const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)) }));

test('given any text or bytes, the hash is that of Node', () => {
  fc.assert(
    fc.property(fc.oneof(anyText, fc.uint8Array()), (data) => {
      const hash = createHash('sha256').update(data);

      expect(sha256Hex(data)).toBe(hash.copy().digest('hex'));
      expect(sha256(data)).toEqual(hash.digest());
    }),
  );
});

test('given any key and any text, one after another, the HMAC is that of Node', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 130 }), anyText, (key, text) => {
      expect(hmacSha256Hex(key, text)).toBe(createHmac('sha256', key).update(text).digest('hex'));
    }),
  );
});

test.each([4_095, 4_096, 4_097, 65_536])('given %i characters of three bytes each, nothing of them is left out', (length) => {
  const key = new Uint8Array(32).fill(1);
  const text = '한'.repeat(length);

  expect(hmacSha256Hex(key, text)).toBe(createHmac('sha256', key).update(text).digest('hex'));
});

test('given a key of RFC 4231 (case 2), the HMAC is the one that is printed there', () => {
  expect(hmacSha256Hex(Buffer.from('Jefe'), 'what do ya want for nothing?')).toBe(
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  );
});
