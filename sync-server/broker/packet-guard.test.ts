import fc from 'fast-check';
import { expect, test } from 'vitest';
import { connectPacket, frame, packetType, pingPacket, publishPacket, subscribePacket } from '../testing/mqtt-packets.ts';
import { DoorRefusal } from './door.ts';
import { createPacketGuard, maxControlBytes, maxPacketBytes } from './packet-guard.ts';

const connect = connectPacket({ clientId: 'shop/chatbot', username: 'shop/chatbot', password: 'secret' });

/** A PUBLISH whose whole size, fixed header included, is `size`. */
function publishOf(size: number): Buffer {
  const smallest = publishPacket({ topic: 't' }).length;
  const payload = [0, 1, 2].map((more) => Buffer.alloc(Math.max(size - smallest - more, 0)));
  const fitting = payload.map((bytes) => publishPacket({ topic: 't', payload: bytes })).find((packet) => packet.length === size);
  if (!fitting) throw new Error('no such size');
  return fitting;
}

function afterConnect() {
  const guard = createPacketGuard();
  guard.take(connect);
  return guard;
}

const codeOf = (taken: Buffer | DoorRefusal) => (taken instanceof DoorRefusal ? taken.code : 'passed');

/** Gives the bytes in pieces and says what came out, and the first refusal. */
function takeInPieces(bytes: Buffer, cuts: readonly number[]) {
  const guard = createPacketGuard();
  const passed: Buffer[] = [];
  for (let at = 0, index = 0; at < bytes.length; index++) {
    const cut = cuts[index % cuts.length] as number;
    const taken = guard.take(Buffer.from(bytes.subarray(at, at + cut)));
    if (taken instanceof DoorRefusal) return { passed: Buffer.concat(passed), code: taken.code };
    passed.push(taken);
    at += cut;
  }
  return { passed: Buffer.concat(passed), code: undefined };
}

const aPacket = fc.oneof(
  fc.integer({ max: 300, min: 0 }).map((size) => publishPacket({ topic: 't', payload: Buffer.alloc(size) })),
  fc.constant(pingPacket),
  fc.integer({ min: 1, max: 65_535 }).map((id) => subscribePacket(id, ['a/b', 1])),
);
const cuts = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 });

test('given good packets cut into any pieces, every byte passes, in order', () => {
  fc.assert(
    fc.property(fc.array(aPacket, { maxLength: 8 }), cuts, (packets, pieces) => {
      const bytes = Buffer.concat([connect, ...packets]);

      const { passed, code } = takeInPieces(bytes, pieces);

      expect(code).toBeUndefined();
      expect(passed.equals(bytes)).toBe(true);
    }),
  );
});

test('given any bytes cut into any pieces, the verdict is that of the whole, and nothing of a refused packet but a PUBLISH has passed', () => {
  const noise = fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes));

  fc.assert(
    fc.property(fc.array(fc.oneof(aPacket, noise), { maxLength: 6 }), cuts, (parts, pieces) => {
      const bytes = Buffer.concat([connect, ...parts]);

      const whole = createPacketGuard().take(Buffer.from(bytes));
      const { code } = takeInPieces(bytes, pieces);

      expect(code).toBe(whole instanceof DoorRefusal ? whole.code : undefined);
    }),
  );
});

test('given a PUBLISH of exactly the limit it passes, and one byte more is refused by its header alone', () => {
  expect(codeOf(afterConnect().take(publishOf(maxPacketBytes)))).toBe('passed');
  expect(codeOf(afterConnect().take(publishOf(maxPacketBytes + 1).subarray(0, 5)))).toBe('door.packetTooLarge');
});

test('given a first packet, of somebody who has not said who they are, or any other packet but a PUBLISH, less is allowed', () => {
  const large = (first: number, length: number) => frame(first, Buffer.alloc(length)).subarray(0, 5);

  expect(codeOf(createPacketGuard().take(large(packetType.connect, maxControlBytes - 3)))).toBe('passed');
  expect(codeOf(createPacketGuard().take(large(packetType.connect, maxControlBytes - 2)))).toBe('door.packetTooLarge');
  expect(codeOf(afterConnect().take(large(packetType.subscribe, maxControlBytes - 2)))).toBe('door.packetTooLarge');
  expect(codeOf(createPacketGuard().take(Buffer.concat([connect, publishOf(maxPacketBytes)])))).toBe('passed');
});

test('given a good packet before a large one, the large one is still seen', () => {
  const bytes = Buffer.concat([publishOf(200), publishOf(70_000).subarray(0, 5)]);

  expect(codeOf(afterConnect().take(bytes))).toBe('door.packetTooLarge');
});

test('given a packet that is not whole yet, none of it passes until it is', () => {
  const guard = afterConnect();
  const packet = subscribePacket(1, ['a/b', 0]);

  const taken = [...packet].map((byte) => guard.take(Buffer.from([byte])));

  expect(taken.slice(0, -1).every((bytes) => bytes instanceof Buffer && bytes.length === 0)).toBe(true);
  expect(taken.at(-1)).toEqual(packet);
});
