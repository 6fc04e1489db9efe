import { describe, expect, test } from 'vitest';
import { unwritten } from '../../../domain/dispatching/written-message.ts';
import { isWorthKeeping, wrongOf } from './message-state.ts';

const now = Date.parse('2026-11-23T03:00:00Z');

describe('what is wrong with a message', () => {
  test('given recommendations at once, nothing is', () => {
    expect(wrongOf(unwritten, false, now)).toBeUndefined();
  });

  test('given no product for all, that comes before everything else', () => {
    expect(wrongOf({ products: { kind: 'same', productIds: [] }, sendAt: now - 1 }, true, now)).toBe('product');
  });

  test('given a text that would be refused, or a time that is over, it is said', () => {
    expect(wrongOf(unwritten, true, now)).toBe('text');
    expect(wrongOf({ ...unwritten, sendAt: now - 1 }, false, now)).toBe('time');
    expect(wrongOf({ ...unwritten, sendAt: now + 1 }, false, now)).toBeUndefined();
  });
});

test('given words, picked products or a time, it is not thrown away unasked; blank words and a number of recommendations are', () => {
  expect(isWorthKeeping({ ...unwritten, text: '보고 가세요' })).toBe(true);
  expect(isWorthKeeping({ products: { kind: 'same', productIds: ['mug'] } })).toBe(true);
  expect(isWorthKeeping({ ...unwritten, sendAt: now })).toBe(true);
  expect(isWorthKeeping({ products: { kind: 'each', count: 3 }, text: '  ' })).toBe(false);
});
