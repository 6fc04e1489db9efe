import { type Bytes, connectPacket, packetType, publishPacket, subscribePacket } from '../../sync-server/testing/mqtt-packets.ts';
import { openRawClient, type RawClient } from '../../sync-server/testing/raw-client.ts';
import type { ClientCredential } from '../simulate/credential.ts';

const packetId = 7;

/** `closed`: the connection ended and nothing was acknowledged. */
export type Answer = 'acknowledged' | 'closed';

export type Will = Readonly<{ topic: Bytes; payload?: string; retain?: boolean }>;
export type RawPublish = Readonly<{ topic: Bytes; payload: Bytes; retain?: boolean }>;

/** A connection that has been let in, or why not: the return code of CONNACK (0: let in; -1: closed without one). */
export type RawConnection = Readonly<{
  returnCode: number;
  publish: (packet: RawPublish) => Promise<Answer>;
  subscribe: (filter: Bytes) => Promise<Answer>;
  /** Resolves with a PUBLISH that has come down, or comes; undefined when the connection ends first. */
  heard: () => Promise<Buffer | undefined>;
  close: () => void;
}>;

export type RawConnect = Readonly<{ clientId?: string; clean?: boolean; will?: Will }>;

export async function connectRaw(
  port: number,
  { workspace, client, secret }: ClientCredential,
  { clientId = `${workspace}/${client}`, clean = true, will }: RawConnect = {},
): Promise<RawConnection> {
  const raw = await openRawClient(port);
  raw.send(connectPacket({ clientId, clean, username: `${workspace}/${client}`, password: secret, will }));
  const connack = await nextOf(raw, packetType.connack);
  const answered = async (first: number): Promise<Answer> => ((await nextOf(raw, first)) ? 'acknowledged' : 'closed');
  return {
    returnCode: connack?.at(1) ?? -1,
    publish: (packet) => {
      raw.send(publishPacket({ ...packet, id: packetId }));
      return answered(packetType.puback);
    },
    subscribe: (filter) => {
      raw.send(subscribePacket(packetId, [filter, 1]));
      return answered(packetType.suback);
    },
    heard: () => nextOf(raw, packetType.publish | 0x02),
    close: () => raw.socket.destroy(),
  };
}

/** The body of the next packet of a type, passing over others; undefined when the connection has ended. */
async function nextOf(raw: RawClient, first: number): Promise<Buffer | undefined> {
  for (let packet = await raw.next(); packet; packet = await raw.next()) if (packet.first === first) return packet.body;
  return undefined;
}
