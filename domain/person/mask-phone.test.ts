import { expect, test } from 'vitest';
import { formatPhone, maskPhone } from './mask-phone.ts';

test('given a mobile number, its middle is hidden', () => {
  expect(maskPhone('01012345678')).toBe('010-••••-5678');
  expect(maskPhone('010-1234-5678')).toBe('010-••••-5678');
  expect(maskPhone('+82 10-1234-5678')).toBe('010-••••-5678');
});

test('given the same number written three ways, revealing shows one way', () => {
  expect(['01012345678', '010 1234 5678', '+821012345678'].map(formatPhone)).toEqual(Array(3).fill('010-1234-5678'));
});

test('given a foreign number, only its last four digits are shown', () => {
  expect(maskPhone('+1 415 555 0134')).toBe('••••0134');
  expect(formatPhone('+1 415 555 0134')).toBe('+1 415 555 0134');
});

test('given a Seoul number, its area code has two digits', () => {
  expect(formatPhone('0212345678')).toBe('02-1234-5678');
});
