import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { ClientCredential } from '../simulate/credential.ts';

/** MQTT 3.1.1 (sections 2.2 and 3) by hand: what a well-behaved library would never send. */
const type = { connect: 0x10, connack: 0x20, publish: 0x30, puback: 0x40, subscribe: 0x82, suback: 0x90 } as const;
const packetId = 7;
const flags = { username: 0x80, password: 0x40, willRetain: 0x20, willQos1: 0x08, will: 0x04, clean: 0x02 } as const;

/** `closed`: the connection ended and nothing was acknowledged. */
export type Answer = 'acknowledged' | 'closed';

export type Will = Readonly<{ topic: string; retain?: boolean }>;
export type RawPublish = Readonly<{ topic: Uint8Array | string; payload: Uint8Array | string; retain?: boolean }>;

/** A connection that has been let in, or why not: the return code of CONNACK (0: let in). */
export type RawConnection = Readonly<{
  returnCode: number;
  publish: (packet: RawPublish) => Promise<Answer>;
  subscribe: (filter: string) => Promise<Answer>;
  close: () => void;
}>;

export async function connectRaw(
  port: number,
  { workspace, client, secret }: ClientCredential,
  { clientId = `${workspace}/${client}`, will }: Readonly<{ clientId?: string; will?: Will }> = {},
): Promise<RawConnection> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const packets = reader(socket);
  socket.write(connectPacket(clientId, `${workspace}/${client}`, secret, will));
  const connack = await packets.next(type.connack);
  return {
    returnCode: connack?.at(1) ?? -1,
    publish: async (packet) => {
      socket.write(publishPacket(packet));
      return (await packets.next(type.puback)) ? 'acknowledged' : 'closed';
    },
    subscribe: async (filter) => {
      socket.write(frame(type.subscribe, Buffer.from([0, packetId]), field(filter), Buffer.from([1])));
      return (await packets.next(type.suback)) ? 'acknowledged' : 'closed';
    },
    close: () => socket.destroy(),
  };
}

function connectPacket(clientId: string, name: string, secret: string, will: Will | undefined): Buffer {
  const willFlags = will ? flags.will | flags.willQos1 | (will.retain ? flags.willRetain : 0) : 0;
  const header = Buffer.from([...field('MQTT'), 4, flags.username | flags.password | flags.clean | willFlags, 0, 60]);
  const willFields = will ? [field(will.topic), field('{}')] : [];
  return frame(type.connect, header, field(clientId), ...willFields, field(name), field(secret));
}

const publishPacket = ({ topic, payload, retain = false }: RawPublish): Buffer =>
  frame(type.publish | 0x02 | (retain ? 0x01 : 0), field(topic), Buffer.from([0, packetId]), Buffer.from(payload));

function frame(first: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const length: number[] = [];
  for (let left = body.length; length.length === 0 || left > 0; left = Math.floor(left / 128)) {
    length.push((left % 128) + (left >= 128 ? 128 : 0));
  }
  return Buffer.concat([Buffer.from([first, ...length]), body]);
}

function field(value: Uint8Array | string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]);
}

/** Reads short packets; `next` resolves with the body of the next one of a type, or undefined when the connection has ended. */
function reader(socket: Socket) {
  let bytes = Buffer.alloc(0);
  let ended = false;
  let look = () => {};
  socket.on('data', (chunk) => {
    bytes = Buffer.concat([bytes, chunk]);
    look();
  });
  socket.on('close', () => {
    ended = true;
    look();
  });
  socket.on('error', () => {}); // `close` follows
  const take = (wanted: number): Buffer | undefined => {
    while (bytes.length >= 2 && bytes.length >= 2 + (bytes[1] as number)) {
      const [first, length] = bytes as unknown as [number, number];
      const body = bytes.subarray(2, 2 + length);
      bytes = bytes.subarray(2 + length);
      if (first === wanted) return body;
    }
    return undefined;
  };
  return {
    next: (wanted: number) =>
      new Promise<Buffer | undefined>((resolve) => {
        look = () => {
          const body = take(wanted);
          if (body || ended) resolve(body);
        };
        look();
      }),
  };
}
