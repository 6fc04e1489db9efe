import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { countedBody, gunzippedBody } from './counted-body.ts';

const kibibyte = 1024;
const limit = 64 * kibibyte;

/** Refuses what goes beyond the limit, and keeps count of what it was asked about. */
function withinLimit() {
  const seen = { bytes: 0 };
  const refuse = (bytes: number) => {
    seen.bytes += bytes;
    return seen.bytes > limit ? new Error('too large') : undefined;
  };
  return { seen, refuse };
}

test('given a body within its limit, it is passed on whole, and what Content-Length counts is known at its end', async () => {
  const text = Buffer.from('가'.repeat(10_000));
  const zipped = gzipSync(text);

  const plain = countedBody(Readable.from([text]), withinLimit().refuse);
  const unzipped = countedBody(gunzippedBody(Readable.from([zipped.subarray(0, 9), zipped.subarray(9)])), withinLimit().refuse);

  expect([await buffer(plain), await buffer(unzipped)]).toEqual([text, text]);
  expect([plain.receivedEncodedLength, unzipped.receivedEncodedLength]).toEqual([text.length, zipped.length]);
});

test('given a gzip bomb, nothing is unpacked beyond the piece that went too far, and the request is read no more', async () => {
  const { seen, refuse } = withinLimit();
  const bomb = gzipSync(Buffer.alloc(64 * kibibyte * kibibyte));
  let read = 0;
  const request = Readable.from(
    (function* () {
      for (const byte of bomb) {
        read += 1;
        yield Buffer.of(byte);
      }
    })(),
  );

  await expect(buffer(countedBody(gunzippedBody(request), refuse))).rejects.toThrow('too large');

  const unpacked = seen.bytes;
  const stoppedAt = read;
  await new Promise(setImmediate);
  expect(seen.bytes).toBe(unpacked);
  expect(unpacked).toBeLessThanOrEqual(limit + 16 * kibibyte); // one piece of zlib's
  expect(read).toBe(stoppedAt);
  expect(read).toBeLessThan(bomb.length);
});

test.each([
  ['is no gzip', Buffer.from('hello')],
  ['is cut short', gzipSync('hello').subarray(0, -4)],
])('given a body that %s, it ends with an error', async (_what, bytes) => {
  await expect(buffer(gunzippedBody(Readable.from([bytes])))).rejects.toThrow();
});

test('given a sender that goes away, what reads the body ends too', async () => {
  const request = new Readable({ read: () => undefined });
  const ended = buffer(countedBody(gunzippedBody(request), withinLimit().refuse));

  request.destroy(new Error('gone'));

  await expect(ended).rejects.toThrow('gone');
});

test('given an error after the reader has turned away, it is nobody’s and does no harm', async () => {
  const request = new Readable({ read: () => undefined });
  const plain = gunzippedBody(request);

  request.push(Buffer.from('no gzip'));

  await expect.poll(() => plain.destroyed).toBe(true);
});
