/** A QoS 1 PUBLISH without DUP and retain (MQTT 3.1.1, section 3.3). */
export const publishQos1 = 0x32;

/** A whole packet within `bytes`: its first byte and where what follows the fixed header begins and ends. */
export type Framed = Readonly<{ first: number; start: number; end: number }>;

/** The packet that begins at `from`; undefined while it is not whole. */
export function framed(bytes: Buffer, from: number): Framed | undefined {
  let length = 0;
  for (let index = from + 1, factor = 1; index < bytes.length; index += 1, factor *= 128) {
    const byte = bytes[index] as number;
    length += (byte & 0x7f) * factor;
    if (byte & 0x80) continue;
    const start = index + 1;
    return start + length <= bytes.length ? { first: bytes[from] as number, start, end: start + length } : undefined;
  }
  return undefined;
}

/** The packet id of a QoS 1 PUBLISH. */
export const idOfPublish = (bytes: Buffer, { start }: Framed): number => bytes.readUInt16BE(start + 2 + bytes.readUInt16BE(start));
