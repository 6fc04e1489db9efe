import { isUtf8 } from 'node:buffer';

/** Control packet types by the high half of their first byte (MQTT 3.1.1, table 2.1). */
export const packetTypes = {
  connect: 1,
  publish: 3,
  puback: 4,
  pubrec: 5,
  pubrel: 6,
  pubcomp: 7,
  subscribe: 8,
  unsubscribe: 10,
  pingreq: 12,
  disconnect: 14,
} as const;

const { connect, puback, pubrec, pubrel, pubcomp, subscribe, unsubscribe, pingreq, disconnect } = packetTypes;

/** What a packet breaks; undefined where it is well-formed. */
export type Broken = 'version' | 'protocol' | undefined;

const idBytes = 2;
const maxQos = 2;
/** What is granted at most; the answer to a SUBSCRIBE says so. */
const maxGrantedQos = 1;
const reservedFlags: Readonly<Partial<Record<number, number>>> = { [pubrel]: 2, [subscribe]: 2, [unsubscribe]: 2 };

/**
 * Checks a whole packet other than PUBLISH by the rules of MQTT 3.1.1 that the broker's parser is lenient about: reserved flags
 * [MQTT-2.2.2-2], packet ids that are not zero [MQTT-2.3.1-1], strings that are UTF-8 without NUL [MQTT-1.5.3-1, -2], lists that are
 * not empty [MQTT-3.8.3-3, MQTT-3.10.3-2], nothing behind the last field, and no packet that only a server sends.
 * A SUBSCRIBE that asks for QoS 2 is changed in place to ask for 1.
 *
 * @param body everything behind the fixed header
 */
export function checkControlPacket(first: number, body: Buffer): Broken {
  const type = first >> 4;
  if ((first & 0x0f) !== (reservedFlags[type] ?? 0)) return 'protocol';
  switch (type) {
    case connect:
      return checkConnect(body);
    case puback:
    case pubrec:
    case pubrel:
    case pubcomp:
      return body.length === idBytes && hasId(body) ? undefined : 'protocol';
    case subscribe:
      return checkFilters(body, capQos);
    case unsubscribe:
      return checkFilters(body, (_body, at) => at);
    case pingreq:
    case disconnect:
      return body.length === 0 ? undefined : 'protocol';
    default:
      return 'protocol';
  }
}

const flag = { reserved: 0x01, clean: 0x02, will: 0x04, willQos: 0x18, willRetain: 0x20, password: 0x40, username: 0x80 } as const;
const levels: Readonly<Record<string, number>> = { MQIsdp: 3, MQTT: 4 };
const keepAliveBytes = 2;

/** Section 3.1. The level is looked at before anything else: what follows it differs from level to level. */
function checkConnect(body: Buffer): Broken {
  const afterName = stringEnd(body, 0);
  const name = afterName === undefined ? '' : body.toString('latin1', idBytes, afterName);
  if (afterName === undefined || levels[name] === undefined || afterName + 2 > body.length) return 'protocol';
  if (body[afterName] !== levels[name]) return 'version';
  const flags = body[afterName + 1] as number;
  if (!areSound(flags)) return 'protocol';
  let at: number | undefined = stringEnd(body, afterName + 2 + keepAliveBytes);
  if (flags & flag.will) at = bytesEnd(body, stringEnd(body, at));
  if (flags & flag.username) at = stringEnd(body, at);
  if (flags & flag.password) at = bytesEnd(body, at);
  return at === body.length ? undefined : 'protocol';
}

/** [MQTT-3.1.2-3], [MQTT-3.1.2-13] to [MQTT-3.1.2-15], [MQTT-3.1.2-22]. */
function areSound(flags: number): boolean {
  if (flags & flag.reserved) return false;
  if (!(flags & flag.will) && flags & (flag.willQos | flag.willRetain)) return false;
  if ((flags & flag.willQos) === flag.willQos) return false;
  return Boolean(flags & flag.username) || !(flags & flag.password);
}

type AfterFilter = (body: Buffer, at: number) => number | undefined;

function checkFilters(body: Buffer, after: AfterFilter): Broken {
  if (!hasId(body) || body.length === idBytes) return 'protocol';
  let at: number | undefined = idBytes;
  while (at !== undefined && at < body.length) {
    const end = stringEnd(body, at);
    at = end === undefined ? undefined : after(body, end);
  }
  return at === body.length ? undefined : 'protocol';
}

const capQos: AfterFilter = (body, at) => {
  const asked = body[at];
  if (asked === undefined || asked > maxQos) return undefined; // [MQTT-3.8.3-4]
  body[at] = Math.min(asked, maxGrantedQos);
  return at + 1;
};

const hasId = (body: Buffer) => body.length >= idBytes && body.readUInt16BE(0) !== 0;

/** Where a field with two bytes of length ends; undefined where it does not fit. */
function bytesEnd(body: Buffer, at: number | undefined): number | undefined {
  if (at === undefined || at + idBytes > body.length) return undefined;
  const end = at + idBytes + body.readUInt16BE(at);
  return end <= body.length ? end : undefined;
}

/** The same for a field that is text. */
function stringEnd(body: Buffer, at: number | undefined): number | undefined {
  const end = bytesEnd(body, at);
  if (at === undefined || end === undefined) return undefined;
  const text = body.subarray(at + idBytes, end);
  return isUtf8(text) && !text.includes(0) ? end : undefined;
}
