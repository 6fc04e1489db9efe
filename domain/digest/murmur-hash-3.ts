/** 64 bits: two unsigned halves. */
export type Hash64 = Readonly<{ high: number; low: number }>;

const blockBytes = 16;
const mostBytesAUnit = 3;

/**
 * The first 64 bits (`h1`, then `h2`) of MurmurHash3_x86_128 with seed 0, by Austin Appleby, of a text in UTF-8 (no halves of surrogate pairs):
 * https://github.com/aappleby/smhasher/blob/master/src/MurmurHash3.cpp. Finds what went wrong by accident, not what somebody made to deceive.
 *
 * Runs for every document that is written, so it has no loop inside its loop and makes nothing but its answer.
 */
export function murmurHash3(text: string): Hash64 {
  const length = encode(text);
  const tail = length - (length % blockBytes);
  let h1 = 0;
  let h2 = 0;
  let h3 = 0;
  let h4 = 0;
  for (let at = 0; at < tail; at += blockBytes) {
    h1 = (rotated(h1 ^ mixed1(wordAt(at)), 19) + h2) | 0;
    h1 = (Math.imul(h1, 5) + 0x561ccd1b) | 0;
    h2 = (rotated(h2 ^ mixed2(wordAt(at + 4)), 17) + h3) | 0;
    h2 = (Math.imul(h2, 5) + 0x0bcaa747) | 0;
    h3 = (rotated(h3 ^ mixed3(wordAt(at + 8)), 15) + h4) | 0;
    h3 = (Math.imul(h3, 5) + 0x96cd1c35) | 0;
    h4 = (rotated(h4 ^ mixed4(wordAt(at + 12)), 13) + h1) | 0;
    h4 = (Math.imul(h4, 5) + 0x32ac3b17) | 0;
  }
  h1 ^= mixed1(wordAt(tail)) ^ length;
  h2 ^= mixed2(wordAt(tail + 4)) ^ length;
  h3 ^= mixed3(wordAt(tail + 8)) ^ length;
  h4 ^= mixed4(wordAt(tail + 12)) ^ length;
  return finished(h1, h2, h3, h4);
}

function finished(h1: number, h2: number, h3: number, h4: number): Hash64 {
  const sum = h1 + h2 + h3 + h4;
  const first = avalanche(sum);
  const second = avalanche(sum + h2);
  const high = first + second + avalanche(sum + h3) + avalanche(sum + h4);
  return { high: high >>> 0, low: (high + second) >>> 0 };
}

/** Of the Encoding Standard, which Node and browsers have; named here since this room knows neither of them. */
declare const TextEncoder: new () => { encodeInto(text: string, into: Uint8Array): Readonly<{ read: number; written: number }> };
const encoder = new TextEncoder();

/** The text that is being hashed, with zeros behind it. Kept, since a new one would cost more than the hash. */
let bytes = new Uint8Array(16_384);
let words = new DataView(bytes.buffer);

/** Returns how many bytes it has. */
function encode(text: string): number {
  let { read, written } = encoder.encodeInto(text, bytes);
  if (read < text.length || written + blockBytes > bytes.length) {
    bytes = new Uint8Array(text.length * mostBytesAUnit + blockBytes);
    words = new DataView(bytes.buffer);
    ({ read, written } = encoder.encodeInto(text, bytes));
  }
  bytes.fill(0, written, written + blockBytes);
  return written;
}

const wordAt = (at: number): number => words.getInt32(at, true);

const rotated = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits));

const c1 = 0x239b961b;
const c2 = 0xab0e9789;
const c3 = 0x38b34ae5;
const c4 = 0xa1e38b93;
const mixed1 = (word: number): number => Math.imul(rotated(Math.imul(word, c1), 15), c2);
const mixed2 = (word: number): number => Math.imul(rotated(Math.imul(word, c2), 16), c3);
const mixed3 = (word: number): number => Math.imul(rotated(Math.imul(word, c3), 17), c4);
const mixed4 = (word: number): number => Math.imul(rotated(Math.imul(word, c4), 18), c1);

/** `fmix32`: every bit of the word comes to bear on every bit of the answer. */
function avalanche(word: number): number {
  const first = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  const second = Math.imul(first ^ (first >>> 13), 0xc2b2ae35);
  return second ^ (second >>> 16);
}
