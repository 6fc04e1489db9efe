import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toFactId, toStoredFactId } from './stored-fact-id.ts';

const hex = (length: number) => fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });
const anyId = fc.oneof(
  fc.uuid(),
  fc.uuid().map((id) => id.toUpperCase()),
  hex(64),
  hex(36),
  hex(32),
  hex(16),
  fc.stringMatching(/^[A-Za-z0-9._:@-]{1,64}$/),
);

test('given any id, comes back as it was', () => {
  fc.assert(
    fc.property(anyId, (id) => {
      expect(toFactId(toStoredFactId(id))).toBe(id);
    }),
  );
});

test('given two ids, they are stored alike only where they are the same', () => {
  fc.assert(
    fc.property(anyId, anyId, (a, b) => {
      const [left, right] = [a, b].map(toStoredFactId);

      expect(JSON.stringify(left) === JSON.stringify(right)).toBe(a === b);
    }),
  );
});

test('given a UUID or a hash, stores its bytes alone', () => {
  expect(toStoredFactId('0190a6e2-7b1c-4f0e-9b1a-1c2d3e4f5a6b')).toHaveLength(16);
  expect(toStoredFactId('a'.repeat(64))).toHaveLength(32);
});

test('given ids asked for in turn and twice in a row, each is stored as it is when asked for alone', () => {
  const [uuid, text] = ['0190a6e2-7b1c-4f0e-9b1a-1c2d3e4f5a6b', 'lead-1'];

  const stored = [uuid, uuid, text, text, uuid].map(toStoredFactId).map((id) => toFactId(id));

  expect(stored).toEqual([uuid, uuid, text, text, uuid]);
});
