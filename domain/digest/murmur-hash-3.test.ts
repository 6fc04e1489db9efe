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

const littleEndian = (text: string) =>
  Uint8Array.from({ length: text.length * 2 }, (_, index) => (text.charCodeAt(index >> 1) >> (index % 2 ? 8 : 0)) & 0xff);

/** As a text whose units are those bytes, two and two. */
const textOf = (bytes: readonly number[]) =>
  String.fromCharCode(
    ...Array.from({ length: bytes.length / 2 }, (_, unit) => (bytes[2 * unit] as number) | ((bytes[2 * unit + 1] as number) << 8)),
  );

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
  ['01', '0f87acb4674f3b21'],
  ['0123', 'dc378fea485d3536'],
  ['I will not buy this record, it is scratched.', 'a0a9683b25ac5e40'],
])('given the bytes of %j, it is the hash that others publish', (ascii, hash) => {
  const text = textOf([...ascii].map((character) => character.charCodeAt(0)));

  expect(inHex(murmurHash3(text))).toBe(hash);
});

test('given any text, it is the first 64 bits of the reference over its units', () => {
  const anyUnits = fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)), maxLength: 200 });

  fc.assert(
    fc.property(fc.oneof(anyUnits, fc.string({ unit: 'grapheme', maxLength: 200 })), (text) => {
      const bytes = new DataView(reference(littleEndian(text), 0).buffer);

      expect(murmurHash3(text)).toEqual({ high: bytes.getUint32(0, true), low: bytes.getUint32(4, true) });
    }),
    { numRuns: 500 },
  );
});
