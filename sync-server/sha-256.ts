import * as crypto from 'node:crypto';

// One call where Node has `crypto.hash` (20.12): a `Hash` object is finished by the collector, which costs more than the hash of a short
// text. The oldest Electron that tests run in has Node 18 and takes the long way.
const once: typeof crypto.hash | undefined = crypto.hash;

/** SHA-256 in lower-case hex; text is taken as UTF-8. */
export const sha256Hex = (data: string | Uint8Array): string =>
  once ? once('sha256', data, 'hex') : crypto.createHash('sha256').update(data).digest('hex');

/** SHA-256 as its 32 bytes. */
export const sha256 = (data: string | Uint8Array): Buffer => Buffer.from(sha256Latin1(data), 'latin1');

const sha256Latin1 = (data: string | Uint8Array): string =>
  once ? once('sha256', data, 'binary') : crypto.createHash('sha256').update(data).digest('binary');

/** RFC 2104, for SHA-256: H(key ^ opad, H(key ^ ipad, text)), the key filled up with zeros to a block. */
const blockBytes = 64;
const hashBytes = 32;
const innerPad = 0x36;
const outerPad = 0x5c;
/** A code unit of a string is at most so many bytes in UTF-8. */
const bytesOfUnit = 3;
const textUnits = 4_096;

const inner = Buffer.alloc(blockBytes + textUnits * bytesOfUnit);
const outer = Buffer.alloc(blockBytes + hashBytes);

/**
 * HMAC-SHA-256 in lower-case hex; text is taken as UTF-8. For the short texts of events two calls of the hash in one piece of memory;
 * whatever does not fit there takes Node's own way to the same result.
 */
export function hmacSha256Hex(key: Uint8Array, text: string): string {
  if (key.length > blockBytes || text.length > textUnits) return crypto.createHmac('sha256', key).update(text).digest('hex');
  pad(inner, key, innerPad);
  pad(outer, key, outerPad);
  const length = inner.write(text, blockBytes);
  outer.write(sha256Latin1(inner.subarray(0, blockBytes + length)), blockBytes, 'latin1');
  return sha256Hex(outer);
}

function pad(block: Buffer, key: Uint8Array, value: number): void {
  for (let index = 0; index < blockBytes; index += 1) block[index] = (key[index] ?? 0) ^ value;
}
