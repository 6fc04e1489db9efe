import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byCodePoint, byCodeUnit } from './order.ts';

test('given any texts, code points are ordered as their UTF-8 bytes are', () => {
  const anyText = fc.string({ unit: 'binary', maxLength: 4 });

  fc.assert(
    fc.property(anyText, anyText, (a, b) => {
      const [left, right] = [a, b].map((text) => bytesToHex(utf8ToBytes(text))) as [string, string];

      expect(Math.sign(byCodePoint(a, b))).toBe(byCodeUnit(left, right));
    }),
  );
});
