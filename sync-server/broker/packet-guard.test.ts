import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPacketGuard, maxConnectBytes, maxPacketBytes } from './packet-guard.ts';

/** A PUBLISH whose whole size, fixed header included, is `size`. */
function packetOf(size: number): Buffer {
  for (let lengthBytes = 1; lengthBytes <= 4; lengthBytes++) {
    const length = size - 1 - lengthBytes;
    if (length >= 0 && length < 128 ** lengthBytes)
      return Buffer.concat([Buffer.from([0x32]), encoded(length, lengthBytes), Buffer.alloc(length)]);
  }
  throw new Error('no such size');
}

const encoded = (length: number, bytes: number) =>
  Buffer.from(Array.from({ length: bytes }, (_, at) => (Math.floor(length / 128 ** at) % 128) | (at < bytes - 1 ? 0x80 : 0)));

function afterConnect() {
  const guard = createPacketGuard();
  guard.accepts(packetOf(100));
  return guard;
}

test('given any packets cut into any pieces, the verdict is that of the whole', () => {
  const sizes = fc.array(fc.integer({ min: 2, max: 300 }), { maxLength: 8 });

  fc.assert(
    fc.property(sizes, fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }), (all, cuts) => {
      const bytes = Buffer.concat(all.map(packetOf));
      const guard = createPacketGuard();
      let at = 0;
      const verdicts: boolean[] = [];
      for (let index = 0; at < bytes.length; index++) {
        const cut = cuts[index % cuts.length] as number;
        verdicts.push(guard.accepts(bytes.subarray(at, at + cut)));
        at += cut;
      }
      expect(verdicts).not.toContain(false);
    }),
  );
});

test('given a packet of exactly the limit it passes, and one byte more is refused by its header alone', () => {
  expect(afterConnect().accepts(packetOf(maxPacketBytes))).toBe(true);
  expect(afterConnect().accepts(packetOf(maxPacketBytes + 1).subarray(0, 5))).toBe(false);
});

test('given a first packet, of somebody who has not said who they are, less is allowed; behind it, all is', () => {
  expect(createPacketGuard().accepts(packetOf(maxConnectBytes))).toBe(true);
  expect(createPacketGuard().accepts(packetOf(maxConnectBytes + 1))).toBe(false);
  expect(createPacketGuard().accepts(Buffer.concat([packetOf(100), packetOf(maxPacketBytes)]))).toBe(true);
});

test('given a length of five bytes, which MQTT has not, it is refused', () => {
  expect(afterConnect().accepts(Buffer.from([0x32, 0x80, 0x80, 0x80, 0x80, 0x01]))).toBe(false);
});

test('given a good packet before a large one, the large one is still seen', () => {
  const bytes = Buffer.concat([packetOf(200), packetOf(70_000).subarray(0, 5)]);

  expect(afterConnect().accepts(bytes)).toBe(false);
});
