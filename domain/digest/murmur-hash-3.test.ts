import { utf8ToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { murmurHash3 } from './murmur-hash-3.ts';

/** By lane: what its words and its state are turned and multiplied by, and which lane's state is added. */
const lanes = [
  { factor: 0x239b961b, next: 0xab0e9789, turn: 15, after: 19, from: 1, added: 0x561ccd1b },
  { factor: 0xab0e9789, next: 0x38b34ae5, turn: 16, after: 17, from: 2, added: 0x0bcaa747 },
  { factor: 0x38b34ae5, next: 0xa1e38b93, turn: 17, after: 15, from: 3, added: 0x96cd1c35 },
  { factor: 0xa1e38b93, next: 0x239b961b, turn: 18, after: 13, from: 0, added: 0x32ac3b17 },
] as const;
type Lane = (typeof lanes)[number];

/** The published code step by step, over bytes and with any seed; all 128 bits. */
function reference(key: Uint8Array, seed: number): Uint8Array<ArrayBuffer> {
  const padded = new DataView(new ArrayBuffer(key.length + 16));
  key.forEach((byte, at) => {
    padded.setUint8(at, byte);
  });
  const h = new Uint32Array(4).fill(seed);
  const state = (lane: number) => h[lane] as number;
  const word = (block: number, lane: number) => mixed(padded.getUint32(block + lane * 4, true), lanes[lane] as Lane);
  const tail = key.length - (key.length % 16);
  for (let block = 0; block < tail; block += 16) {
    lanes.forEach(({ after, from, added }, lane) => {
      h[lane] = Math.imul(turned(state(lane) ^ word(block, lane), after) + state(from), 5) + added;
    });
  }
  h.forEach((_, lane) => {
    h[lane] = state(lane) ^ word(tail, lane) ^ key.length;
  });
  spread(h);
  return littleEndianWords(spread(h.map(finalMix)));
}

const turned = (word: number, bits: number) => (word << bits) | (word >>> (32 - bits));
const mixed = (word: number, { factor, next, turn }: Lane) => Math.imul(turned(Math.imul(word, factor), turn), next);

function finalMix(word: number): number {
  const one = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  const two = Math.imul(one ^ (one >>> 13), 0xc2b2ae35);
  return two ^ (two >>> 16);
}

function spread(h: Uint32Array): Uint32Array {
  h[0] = h.reduce((sum, word) => sum + word, 0);
  for (let lane = 1; lane < 4; lane += 1) h[lane] = (h[lane] as number) + h[0];
  return h;
}

function littleEndianWords(h: Uint32Array): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(16));
  h.forEach((word, lane) => {
    view.setUint32(lane * 4, word, true);
  });
  return new Uint8Array(view.buffer);
}

const inHex = ({ high, low }: Readonly<{ high: number; low: number }>) =>
  [high, low].map((half) => half.toString(16).padStart(8, '0')).join('');

test('given the keys of SMHasher, the reference that we test against has its published verification value', () => {
  const hashes = Array.from({ length: 256 }, (_, length) =>
    reference(
      Uint8Array.from({ length }, (_, byte) => byte),
      256 - length,
    ),
  );

  const verification = new DataView(reference(Uint8Array.from(hashes.flatMap((hash) => [...hash])), 0).buffer).getUint32(0, true);

  // https://github.com/aappleby/smhasher/blob/master/src/main.cpp, "MurmurHash3 for x86, 128-bit"
  expect(verification).toBe(0xb3ece62a);
});

test.each([
  ['', '0000000000000000'],
  ['0', '0ab2409ea5eb34f8'],
  ['01', '0f87acb4674f3b21'],
  ['012', 'cd94fea54c13d78e'],
  ['0123', 'dc378fea485d3536'],
  ['I will not buy this record, it is scratched.', 'a0a9683b25ac5e40'],
  ["I will not buy this tobacconist's, it is scratched.", '9b5b7ba2ef3f7866'],
  ['我的气垫船装满了鳗鱼。', '4a3b1d7c5f2763c2'],
])('given %j, it is the hash that others publish', (text, hash) => {
  expect(inHex(murmurHash3(text))).toBe(hash);
});

const byReference = (text: string) => {
  const bytes = new DataView(reference(utf8ToBytes(text), 0).buffer);
  return { high: bytes.getUint32(0, true), low: bytes.getUint32(4, true) };
};

test('given any texts one after another, each is the first 64 bits of the reference over its bytes', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 200 }), { maxLength: 5 }), (texts) => {
      for (const text of texts) expect(murmurHash3(text)).toEqual(byReference(text));
    }),
    { numRuns: 300 },
  );
});

test('given a text of any length about that of what is kept for it, and one much longer, none of it is left out', () => {
  for (const length of [16_368, 16_369, 16_383, 16_384, 16_385, 40_000]) {
    const text = `${'a'.repeat(length - 1)}한`;

    expect(murmurHash3(text)).toEqual(byReference(text));
    expect(inHex(murmurHash3('0123'))).toBe('dc378fea485d3536');
  }
});
