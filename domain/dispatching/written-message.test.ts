import { expect, test } from 'vitest';
import { termsOf, unwritten } from './written-message.ts';

const hourMs = 3_600_000;

test('given nothing written, the command says nothing of it', () => {
  expect(termsOf({ ...unwritten, text: '  \n' }, 5)).toEqual({});
});

test('given a message that has to wait for the morning, its time begins when it may leave', () => {
  expect(termsOf({ ...unwritten, lastsHours: 6 }, 10 * hourMs)).toEqual({ expiresAt: 16 * hourMs });
  expect(termsOf({ ...unwritten, sendAt: 12 * hourMs, lastsHours: 6 }, 10 * hourMs)).toEqual({
    sendAt: 12 * hourMs,
    expiresAt: 18 * hourMs,
  });
});
