/** As much of MQTT 3.1.1 (section 3) as a publisher needs, written by hand so that it costs next to nothing beside the broker. */
export const packetType = { connack: 0x20, publishQos1: 0x32, puback: 0x40, suback: 0x90 } as const;
const headerByte = { connect: 0x10, publish: packetType.publishQos1, puback: packetType.puback, subscribe: 0x82 } as const;
const flags = { clean: 0x02, password: 0x40, username: 0x80 } as const;
const noKeepAlive = 0;

export type Login = Readonly<{ clientId: string; username?: string | undefined; password?: string | undefined }>;

export function connectPacket({ clientId, username, password }: Login): Buffer {
  const flag = flags.clean | (username === undefined ? 0 : flags.username) | (password === undefined ? 0 : flags.password);
  const protocol = Buffer.concat([text('MQTT'), Buffer.from([4, flag]), uint16(noKeepAlive)]);
  const names = [clientId, username, password].filter((name) => name !== undefined);
  return packet(headerByte.connect, [protocol, ...names.map(text)]);
}

export const subscribePacket = (id: number, filter: string): Buffer =>
  packet(headerByte.subscribe, [uint16(id), text(filter), Buffer.from([1])]);

export const publishPacket = (id: number, topic: string, body: Buffer): Buffer =>
  packet(headerByte.publish, [text(topic), uint16(id), body]);

export const pubackPacket = (id: number): Buffer => packet(headerByte.puback, [uint16(id)]);

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

function packet(first: number, parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([first, ...lengthBytes(body.length)]), body]);
}

function lengthBytes(length: number): number[] {
  return length < 128 ? [length] : [(length % 128) | 0x80, ...lengthBytes(Math.floor(length / 128))];
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([uint16(bytes.length), bytes]);
}

function uint16(value: number): Buffer {
  return Buffer.from([value >> 8, value & 0xff]);
}
