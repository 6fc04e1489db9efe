import { expect, test } from 'vitest';
import { documentMemory } from './document-memory.ts';

const shop = { id: 1, name: 'shop', hmacKey: new Uint8Array(32) };
const counters = { position: 0, lastEvent: 0, cursor: 0, seq: 0, placed: '3:3:' };
const stored = { text: '{"id":"a"}' };

test('given the mark that its last transaction left, knows what that wrote; given any other, nothing (I2)', () => {
  const memory = documentMemory();
  const first = memory.open(shop, { ...counters, writer: '' });
  first.set('member', 'a', stored);
  first.end('ours');

  const next = memory.open(shop, { ...counters, writer: 'ours' });
  const known = next.get('member', 'a');
  next.end('ours');
  const afterAnother = memory.open(shop, { ...counters, writer: 'theirs' });

  expect([known, afterAnother.get('member', 'a')]).toEqual([stored, undefined]);
});

test('given a transaction that is at work after its connection was lost, the next one does not hear of it (I2)', () => {
  const memory = documentMemory();
  const lost = memory.open(shop, { ...counters, writer: '' });
  lost.end();

  const next = memory.open(shop, { ...counters, writer: '' });
  lost.set('member', 'a', stored);

  expect(next.get('member', 'a')).toBeUndefined();
});
