import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toMobileNumber } from './mobile-number.ts';

test.each([
  ['010-1234-5678', '+821012345678'],
  ['01012345678', '+821012345678'],
  ['010 1234 5678', '+821012345678'],
  ['+82 10-1234-5678', '+821012345678'],
  ['+82 (0)10-1234-5678', '+821012345678'],
  ['821012345678', '+821012345678'],
  ['0082 10 1234 5678', '+821012345678'],
  ['011-123-4567', '+82111234567'],
  ['010-0000-0001', '+821000000001'],
])('given %s, it is %s', (written, number) => {
  expect(toMobileNumber(written)).toBe(number);
});

test.each([
  '',
  '02-123-4567',
  '010-123-4567',
  '010-1234-56789',
  '+1 415 555 0100',
  '070-1234-5678',
  '1588-1234',
  '+82 2 123 4567',
  'not a number',
])('given %s, it is no mobile number', (written) => {
  expect(toMobileNumber(written)).toBeUndefined();
});

test('given a number, what it becomes is the same however often it is asked', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99_999_999 }), (digits) => {
      const number = toMobileNumber(`010${String(digits).padStart(8, '0')}`);

      expect(toMobileNumber(number ?? '')).toBe(number);
    }),
  );
});
