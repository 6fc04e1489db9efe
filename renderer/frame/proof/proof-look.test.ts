import { expect, test } from 'vitest';
import { proofLook } from './proof-look.ts';

const proven = { seq: 7, at: 0 };
const quiet = { unseen: 0, foundEver: 0 };

test('given a proof and a connection, it is green; given the line is gone, it is what it was', () => {
  expect(proofLook({ connection: 'connected' }, { kind: 'same', proven, ...quiet })).toEqual({ words: 'same', tone: 'good' });
  expect(proofLook({ connection: 'offline' }, { kind: 'same', proven, ...quiet })).toEqual({ words: 'was', tone: 'quiet' });
});

test('given a replica that was never compared, it says so', () => {
  expect(proofLook({ connection: 'connected' }, { kind: 'unproven', ...quiet })).toEqual({ words: 'never', tone: 'quiet' });
});

test.each(['repairing', 'different'] as const)('given the state %s, it is red with or without a connection', (kind) => {
  expect(proofLook({ connection: 'offline' }, { kind, proven, ...quiet })).toEqual({ words: kind, tone: 'wrong' });
});
