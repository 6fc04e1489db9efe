/**
 * MQTT 3.1.1 packets byte by byte (sections 2.2 and 3), the malformed ones too: what a well-behaved library would never send.
 */
export const packetType = {
  connect: 0x10,
  connack: 0x20,
  publish: 0x30,
  puback: 0x40,
  pubrec: 0x50,
  pubrel: 0x62,
  pubcomp: 0x70,
  subscribe: 0x82,
  suback: 0x90,
  unsubscribe: 0xa2,
  unsuback: 0xb0,
  pingreq: 0xc0,
  pingresp: 0xd0,
  disconnect: 0xe0,
} as const;

export const connectFlag = { username: 0x80, password: 0x40, willRetain: 0x20, willQos: 0x08, will: 0x04, clean: 0x02 } as const;

export type Bytes = Uint8Array | string;

export type ConnectFields = Readonly<{
  clientId: Bytes;
  /** Absent: neither flag nor field. */
  username?: Bytes | undefined;
  password?: Bytes | undefined;
  clean?: boolean;
  keepAliveSeconds?: number;
  protocol?: string;
  level?: number;
  will?: Readonly<{ topic: Bytes; payload?: Bytes; qos?: number; retain?: boolean }> | undefined;
  /** Bits that are set besides those of the fields. */
  moreFlags?: number;
}>;

export function connectPacket(fields: ConnectFields): Buffer {
  const { clientId, username, password, clean = true, keepAliveSeconds = 60, protocol = 'MQTT', level = 4, will, moreFlags = 0 } = fields;
  const flags =
    moreFlags |
    (username === undefined ? 0 : connectFlag.username) |
    (password === undefined ? 0 : connectFlag.password) |
    (clean ? connectFlag.clean : 0) |
    (will ? connectFlag.will | ((will.qos ?? 1) * connectFlag.willQos) | (will.retain ? connectFlag.willRetain : 0) : 0);
  const willFields = will ? [field(will.topic), field(will.payload ?? '{}')] : [];
  const credential = [username, password].flatMap((value) => (value === undefined ? [] : [field(value)]));
  const header = [field(protocol), Buffer.from([level, flags]), number(keepAliveSeconds)];
  return frame(packetType.connect, ...header, field(clientId), ...willFields, ...credential);
}

export type PublishFields = Readonly<{ topic: Bytes; payload?: Bytes; qos?: number; id?: number; dup?: boolean; retain?: boolean }>;

export function publishPacket({ topic, payload = '', qos = 1, id = 1, dup = false, retain = false }: PublishFields): Buffer {
  const first = packetType.publish | (dup ? 0x08 : 0) | (qos << 1) | (retain ? 0x01 : 0);
  return frame(first, field(topic), ...(qos > 0 ? [number(id)] : []), Buffer.from(payload));
}

/** Each filter with the QoS that is asked for. */
export const subscribePacket = (id: number, ...filters: readonly (readonly [Bytes, number])[]): Buffer =>
  frame(packetType.subscribe, number(id), ...filters.flatMap(([filter, qos]) => [field(filter), Buffer.from([qos])]));

export const unsubscribePacket = (id: number, ...filters: readonly Bytes[]): Buffer =>
  frame(packetType.unsubscribe, number(id), ...filters.map(field));

/** PUBACK, PUBREC, PUBREL or PUBCOMP. */
export const answerPacket = (first: number, id: number): Buffer => frame(first, number(id));

export const pingPacket: Buffer = Buffer.from([packetType.pingreq, 0]);
export const disconnectPacket: Buffer = Buffer.from([packetType.disconnect, 0]);

/** A fixed header with its remaining length before the parts. */
export function frame(first: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([first, ...remainingLength(body.length)]), body]);
}

/** Two bytes of length, then the bytes of a text. */
export function field(value: Bytes): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([number(bytes.length), bytes]);
}

export const number = (value: number): Buffer => Buffer.from([(value >> 8) & 0xff, value & 0xff]);

function remainingLength(length: number): number[] {
  const low = length % 128;
  return length < 128 ? [low] : [low | 0x80, ...remainingLength(Math.floor(length / 128))];
}
