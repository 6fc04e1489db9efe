import { expect, test } from 'vitest';
import { receiveStatus, requestStatus } from './item-status.ts';

test('given a message that the provider took and the phone never showed, the request stands and the receipt failed', () => {
  const item = { state: 'failed', acceptedAt: 5 } as const;

  expect([requestStatus(item), receiveStatus(item)]).toEqual(['accepted', 'failed']);
});

test('given a message that the provider refused, there is no receipt', () => {
  const item = { state: 'failed' } as const;

  expect([requestStatus(item), receiveStatus(item)]).toEqual(['refused', 'none']);
});

test('given a call without an answer, nothing is known of either', () => {
  expect([requestStatus({ state: 'uncertain' }), receiveStatus({ state: 'uncertain' })]).toEqual(['unknown', 'unknown']);
});

test('given a message taken and not reported yet, its receipt is waited for; by SMS is said to be by SMS', () => {
  expect(receiveStatus({ state: 'accepted', acceptedAt: 1 })).toBe('awaited');
  expect(receiveStatus({ state: 'delivered', acceptedAt: 1 })).toBe('arrived');
  expect(receiveStatus({ state: 'delivered', acceptedAt: 1, via: 'sms' })).toBe('arrivedBySms');
});
