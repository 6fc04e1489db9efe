import { onTestFinished } from 'vitest';
import { type ConnectFields, connectPacket, packetType } from './mqtt-packets.ts';
import { openRawClient, type RawClient, type RawPacket } from './raw-client.ts';
import type { TestServer } from './run-server.ts';

/** A socket of the server's first client that has sent its CONNECT; what CONNACK says has not been read. Ended after the test. */
export async function connectRaw(server: TestServer, over: Partial<ConnectFields> = {}): Promise<RawClient> {
  const name = `${server.client.workspace}/${server.client.client}`;
  const raw = await openRawClient(server.mqttPort);
  onTestFinished(() => void raw.socket.destroy());
  raw.send(connectPacket({ clientId: name, username: name, password: server.client.secret, ...over }));
  return raw;
}

/** The same, let in. */
export async function admitted(server: TestServer, over: Partial<ConnectFields> = {}): Promise<RawClient> {
  const raw = await connectRaw(server, over);
  const connack = await raw.next();
  if (connack?.first !== packetType.connack || connack.body[1] !== 0) throw new Error(`not let in: ${hexOf(connack)}`);
  return raw;
}

/** A packet as `first:body` in hex; `closed` where there was none. */
export const hexOf = (packet: RawPacket | undefined): string =>
  packet ? `${packet.first.toString(16)}:${packet.body.toString('hex')}` : 'closed';

export type RawMessage = Readonly<{ topic: string; qos: number; id: number | undefined; dup: boolean; retain: boolean; payload: string }>;

/** Reads a PUBLISH that came down. */
export function messageOf(packet: RawPacket | undefined): RawMessage {
  if (packet === undefined || packet.first >> 4 !== packetType.publish >> 4) throw new Error(`no message: ${hexOf(packet)}`);
  const { first, body } = packet;
  const topicEnd = 2 + body.readUInt16BE(0);
  const qos = (first >> 1) & 3;
  return {
    topic: body.toString('utf8', 2, topicEnd),
    qos,
    id: qos > 0 ? body.readUInt16BE(topicEnd) : undefined,
    dup: (first & 0x08) !== 0,
    retain: (first & 0x01) !== 0,
    payload: body.toString('utf8', qos > 0 ? topicEnd + 2 : topicEnd),
  };
}
