import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** One packet as it came: its first byte with the flags, and everything behind the fixed header. */
export type RawPacket = Readonly<{ first: number; body: Buffer }>;

/** A socket that speaks MQTT byte by byte and remembers everything that came. */
export type RawClient = Readonly<{
  socket: Socket;
  send(...packets: readonly Uint8Array[]): void;
  /** The next packet that has not been taken; undefined when the connection ended before one came. */
  next(): Promise<RawPacket | undefined>;
  /** Resolves when the connection has ended, with what came before that and was not taken. */
  closed(): Promise<readonly RawPacket[]>;
}>;

export async function openRawClient(port: number, host = '127.0.0.1'): Promise<RawClient> {
  const socket = connect({ port, host, noDelay: true });
  socket.on('error', () => undefined); // `close` follows
  await once(socket, 'connect');
  return rawClientOf(socket);
}

/** @param socket connected already; TLS sockets too */
export function rawClientOf(socket: Socket): RawClient {
  const packets: RawPacket[] = [];
  let bytes: Buffer = Buffer.alloc(0);
  let ended = false;
  let arrived = () => {};
  socket.on('data', (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    for (let read = takePacket(bytes); read; read = takePacket(bytes)) {
      packets.push(read.packet);
      bytes = read.rest;
    }
    arrived();
  });
  socket.on('close', () => {
    ended = true;
    arrived();
  });
  const settled = (done: () => boolean) =>
    new Promise<void>((resolve) => {
      arrived = () => done() && resolve();
      arrived();
    });
  return {
    socket,
    send: (...sent) => void socket.write(Buffer.concat(sent)),
    next: async () => {
      await settled(() => packets.length > 0 || ended);
      return packets.shift();
    },
    closed: async () => {
      await settled(() => ended);
      return packets;
    },
  };
}

function takePacket(bytes: Buffer): { packet: RawPacket; rest: Buffer } | undefined {
  let length = 0;
  for (let at = 1; at < Math.min(bytes.length, 5); at++) {
    const byte = bytes[at] as number;
    length += (byte & 0x7f) * 128 ** (at - 1);
    if (byte & 0x80) continue;
    const end = at + 1 + length;
    if (bytes.length < end) return undefined;
    return { packet: { first: bytes[0] as number, body: bytes.subarray(at + 1, end) }, rest: bytes.subarray(end) };
  }
  return undefined;
}
