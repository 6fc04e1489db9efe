import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeNeighbours, encodeNeighbours, neighbourFileHash } from './neighbour-file.ts';
import { createNeighbourLists, neighboursAmong } from './neighbour-lists.ts';
import { anyShown, learned } from './testing/any-shown.ts';

test('given any table, its file is read as the same table', () => {
  fc.assert(
    fc.property(fc.array(anyShown, { maxLength: 40 }), (story) => {
      const table = createNeighbourLists(learned(story)).table();
      const bytes = encodeNeighbours(table);

      expect(decodeNeighbours(bytes, neighbourFileHash(bytes))).toEqual({ ok: true, value: table });
    }),
  );
});

const file = encodeNeighbours(neighboursAmong([new Set(['bag', 'belt', 'coat']), new Set(['bag', 'coat'])]));
const refused = { ok: false, code: 'model.damaged' };

test('given a file with another byte in it, refuses it', () => {
  fc.assert(
    fc.property(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const damaged = file.slice();
      damaged[at] = (damaged[at] as number) ^ change;

      expect(decodeNeighbours(damaged, neighbourFileHash(file))).toEqual(refused);
    }),
  );
});

test('given bytes under their own hash that are no table of this version, refuses them', () => {
  const changed = (word: number, value: number) => {
    const words = new Uint32Array(file.slice().buffer);
    words[word] = value;
    return new Uint8Array(words.buffer);
  };
  const [magic, version, products, pairs, secondStart] = [0, 1, 2, 3, 13];
  const others = [
    new Uint8Array(),
    file.subarray(0, file.length - 4),
    file.subarray(0, file.length - 1),
    changed(magic, 0),
    changed(version, 2),
    changed(products, 2),
    changed(pairs, 1_000),
    changed(secondStart, 7),
    changed(file.length / 4 - 3 * 6, 99), // a product that there is not
  ];

  expect(others.map((bytes) => decodeNeighbours(bytes, neighbourFileHash(bytes)))).toEqual(others.map(() => refused));
});

test('given the same users in another order, the file is the same', () => {
  const users = [new Set(['bag', 'belt']), new Set(['coat', 'bag']), new Set(['belt', 'shoe'])];

  expect(encodeNeighbours(neighboursAmong([...users].reverse()))).toEqual(encodeNeighbours(neighboursAmong(users)));
});
