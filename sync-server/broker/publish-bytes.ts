/** One PUBLISH on its way down (MQTT 3.1.1, section 3.3): never retained, never marked as sent before. */
export type DownPublish = Readonly<{
  topic: Buffer;
  /** The packet id of QoS 1; 0 is QoS 0, which has none. */
  id: number;
  payload: string;
  /** How long the payload is in UTF-8. */
  payloadBytes: number;
}>;

const firstByte = { qos0: 0x30, qos1: 0x32 } as const;
const uint16Bytes = 2;
const lengthBits = 7;
const continues = 0x80;

/** Many packets in one piece of memory, so that they leave in one write. */
export function publishBytes(packets: readonly DownPublish[]): Buffer {
  const bytes = Buffer.allocUnsafe(packets.reduce((sum, packet) => sum + sizeOf(packet), 0));
  let at = 0;
  for (const packet of packets) at = writePublish(bytes, at, packet);
  return bytes;
}

function sizeOf(packet: DownPublish): number {
  const remaining = remainingLength(packet);
  let lengthBytes = 1;
  for (let rest = remaining >> lengthBits; rest > 0; rest >>= lengthBits) lengthBytes += 1;
  return 1 + lengthBytes + remaining;
}

const remainingLength = ({ topic, id, payloadBytes }: DownPublish) =>
  uint16Bytes + topic.length + (id > 0 ? uint16Bytes : 0) + payloadBytes;

/** Returns where the next one begins. */
function writePublish(bytes: Buffer, start: number, packet: DownPublish): number {
  const { topic, id, payload } = packet;
  let at = bytes.writeUInt8(id > 0 ? firstByte.qos1 : firstByte.qos0, start);
  let rest = remainingLength(packet);
  for (; rest >= continues; rest >>= lengthBits) at = bytes.writeUInt8((rest & (continues - 1)) | continues, at);
  at = bytes.writeUInt8(rest, at);
  at = bytes.writeUInt16BE(topic.length, at);
  at += topic.copy(bytes, at);
  if (id > 0) at = bytes.writeUInt16BE(id, at);
  return at + bytes.write(payload, at);
}
