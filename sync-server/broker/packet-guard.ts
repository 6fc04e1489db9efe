/** The largest packet after CONNECT, fixed header included. */
export const maxPacketBytes = 64 * 1024;
/** The largest first packet: it is the CONNECT of somebody who has not said who they are yet. */
export const maxConnectBytes = 8 * 1024;

export type PacketGuard = Readonly<{
  /** Looks at the next bytes of a connection; false once a packet declares more than it may have. */
  accepts(bytes: Uint8Array): boolean;
}>;

const continues = 0x80;
const maxLengthBytes = 4;

/**
 * Reads nothing but the fixed headers of an MQTT 3.1.1 byte stream (section 2.2: one byte of type, then up to four of
 * "remaining length"), so that a packet that is too large is refused when it is announced, before a parser buffers it. What comes
 * behind a CONNECT, which its sender need not see answered first, waits in the broker until the secret has been looked at.
 */
export function createPacketGuard(): PacketGuard {
  let limit = maxConnectBytes;
  /** Bytes of the current packet still to come, once its length is known. */
  let left = 0;
  /** Bytes of the current fixed header seen so far; 0 between packets. */
  let headerBytes = 0;
  let length = 0;

  /** Takes one byte of a fixed header; false where the length is malformed or too large. */
  function header(byte: number): boolean {
    headerBytes++;
    if (headerBytes === 1) return true; // the type
    length += (byte & 0x7f) * 128 ** (headerBytes - 2);
    if (byte & continues) return headerBytes <= maxLengthBytes;
    const fits = headerBytes + length <= limit;
    limit = maxPacketBytes;
    left = length;
    length = 0;
    headerBytes = 0;
    return fits;
  }

  return {
    accepts: (bytes) => {
      let index = 0;
      while (index < bytes.length) {
        if (left > 0) {
          const skipped = Math.min(left, bytes.length - index);
          left -= skipped;
          index += skipped;
        } else if (!header(bytes[index++] as number)) return false;
      }
      return true;
    },
  };
}
