import { checkControlPacket, packetTypes } from './control-packet.ts';
import { DoorRefusal } from './door.ts';

/** The largest PUBLISH, fixed header included. */
export const maxPacketBytes = 64 * 1024;
/** The largest packet of another kind; the CONNECT among them is of somebody who has not said who they are yet. */
export const maxControlBytes = 8 * 1024;

export type PacketGuard = Readonly<{
  /**
   * Looks at the next bytes of a connection and gives those that may go on to the parser: the bytes of a PUBLISH as they come, any
   * other packet once it is whole and found well-formed. A refusal ends the connection; nothing is given after it.
   */
  take(bytes: Buffer): Buffer | DoorRefusal;
}>;

const continues = 0x80;
const maxLengthBytes = 4;
const nothing = Buffer.alloc(0);

/** What a fixed header says (section 2.2); undefined where more of it has yet to come. */
type Header = Readonly<{ first: number; headerBytes: number; length: number }>;

/**
 * Stands before the broker's parser. Sizes are known from the fixed headers, so that a packet that is too large is refused when it is
 * announced, before anything buffers it. The first packet is a CONNECT and no other is [MQTT-3.1.0-1, MQTT-3.1.0-2]. What comes behind
 * a CONNECT, which its sender need not see answered first, waits in the broker until the secret has been looked at.
 */
export function createPacketGuard(): PacketGuard {
  let connected = false;
  /** Bytes of the current PUBLISH still to come. */
  let left = 0;
  /** The beginning of a packet that is not whole yet. */
  let held: Buffer = nothing;

  /** Where the packet at this place ends or, if it is not whole, `undefined`. */
  function walk(bytes: Buffer, at: number): number | undefined | DoorRefusal {
    const header = readHeader(bytes, at);
    if (header === undefined || header instanceof DoorRefusal) return header;
    const { first, headerBytes, length } = header;
    const end = at + headerBytes + length;
    if (first >> 4 === packetTypes.publish) {
      if (!connected || !isSoundPublish(first)) return new DoorRefusal('door.protocol');
      if (headerBytes + length > maxPacketBytes) return new DoorRefusal('door.packetTooLarge');
      left = Math.max(end - bytes.length, 0);
      return Math.min(end, bytes.length);
    }
    if (connected === (first >> 4 === packetTypes.connect)) return new DoorRefusal('door.protocol');
    if (headerBytes + length > maxControlBytes) return new DoorRefusal('door.packetTooLarge');
    if (end > bytes.length) return undefined;
    const broken = checkControlPacket(first, bytes.subarray(at + headerBytes, end));
    if (broken) return broken === 'version' ? versionRefusal(bytes, at + headerBytes) : new DoorRefusal('door.protocol');
    connected = true;
    return end;
  }

  return {
    take: (chunk) => {
      const bytes = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      held = nothing;
      let at = Math.min(left, bytes.length);
      left -= at;
      while (at < bytes.length) {
        const end = walk(bytes, at);
        if (end instanceof DoorRefusal) return end;
        if (end === undefined) {
          held = Buffer.from(bytes.subarray(at)); // a copy: a few bytes must not keep a whole chunk alive
          return bytes.subarray(0, at);
        }
        at = end;
      }
      return bytes;
    },
  };
}

function readHeader(bytes: Buffer, at: number): Header | undefined | DoorRefusal {
  let length = 0;
  for (let index = 0; index < maxLengthBytes; index++) {
    const byte = bytes[at + 1 + index];
    if (byte === undefined) return undefined;
    length += (byte & 0x7f) * 128 ** index;
    if (!(byte & continues)) return { first: bytes[at] as number, headerBytes: index + 2, length };
  }
  return new DoorRefusal('door.protocol');
}

const qosOf = (first: number) => (first >> 1) & 0x03;
const isDuplicate = (first: number) => (first & 0x08) !== 0;

/** [MQTT-3.3.1-4] and [MQTT-3.3.1-2]. */
const isSoundPublish = (first: number) => qosOf(first) < 3 && !(qosOf(first) === 0 && isDuplicate(first));

const version5 = 5;
/** Behind the protocol's name, which a CONNECT of an unknown level has in common with all others. */
const levelAt = (body: number, bytes: Buffer) => body + 2 + bytes.readUInt16BE(body);

/** CONNACK in the words of whoever asked: [MQTT-3.1.2-2], and MQTT 5 section 3.2.2.2, which a client of version 5 can read. */
function versionRefusal(bytes: Buffer, body: number): DoorRefusal {
  const answer = bytes[levelAt(body, bytes)] === version5 ? [0x20, 3, 0, 0x84, 0] : [0x20, 2, 0, 1];
  return new DoorRefusal('door.version', Buffer.from(answer));
}
