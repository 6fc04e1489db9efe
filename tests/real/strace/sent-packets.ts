import type { Call } from './trace.ts';

/** MQTT 3.1.1, 2.2.1: the first four bits of an acknowledgement that says `it is mine now`. */
const acknowledgements: ReadonlyMap<number, string> = new Map([
  [0x40, 'PUBACK'],
  [0x50, 'PUBREC'],
]);

/** Where in the trace an acknowledgement began to leave, by its packet id. */
export type Acknowledgement = Readonly<{ name: string; messageId: number; sentAt: number }>;

/** Every acknowledgement among what was written to one connection. */
export function acknowledgementsIn(writes: readonly Call[]): readonly Acknowledgement[] {
  const bytes = Buffer.concat(writes.map((write) => write.bytes));
  const found: Acknowledgement[] = [];
  for (let at = 0; at < bytes.length; ) {
    const { size, header } = lengthAt(bytes, at);
    const name = acknowledgements.get((bytes[at] as number) & 0xf0);
    if (name) found.push({ name, messageId: bytes.readUInt16BE(at + header), sentAt: writeOf(writes, at) });
    at += header + size;
  }
  return found;
}

/** 2.2.3: seven bits a byte, the lowest first. */
function lengthAt(bytes: Buffer, at: number): Readonly<{ size: number; header: number }> {
  let size = 0;
  for (let index = 0; ; index += 1) {
    const byte = bytes.readUInt8(at + 1 + index);
    size += (byte & 0x7f) * 128 ** index;
    if (byte < 0x80) return { size, header: index + 2 };
  }
}

function writeOf(writes: readonly Call[], at: number): number {
  let end = 0;
  for (const write of writes) {
    end += write.bytes.length;
    if (at < end) return write.began;
  }
  throw new Error('beyond what was written');
}
