import fc from 'fast-check';
import { expect, test } from 'vitest';
import { publishPacket } from '../testing/mqtt-packets.ts';
import { publishBytes } from './publish-bytes.ts';

test('given any messages, they are the packets of each, one behind the other', () => {
  const anyPacket = fc.record({
    topic: fc.string({ unit: 'grapheme', minLength: 1 }),
    id: fc.integer({ min: 0, max: 65_535 }),
    payload: fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(100, 110, 127, 128, 16_300, 16_384).map((size) => '가'.repeat(size)),
    ),
  });

  fc.assert(
    fc.property(fc.array(anyPacket), (packets) => {
      const bytes = publishBytes(
        packets.map(({ topic, id, payload }) => ({ topic: Buffer.from(topic), id, payload, payloadBytes: Buffer.byteLength(payload) })),
      );

      const expected = Buffer.concat(packets.map((packet) => publishPacket({ ...packet, qos: packet.id > 0 ? 1 : 0 })));
      expect(bytes.equals(expected)).toBe(true);
    }),
  );
});
