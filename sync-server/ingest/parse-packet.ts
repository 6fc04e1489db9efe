import type { FailureCode } from '../../contract/failure.ts';
import { EventId } from '../../contract/identifier.ts';
import { UpEvent, UpKind } from '../../contract/up-event.ts';
import { canonicalJson } from '../../domain/identity/canonical-json.ts';
import { hash } from '../../domain/identity/hash.ts';
import { clampAt } from '../../domain/time/clamp.ts';
import { hmacSha256Hex, sha256Hex } from '../sha-256.ts';
import type { EventFact } from '../store/port/fact.ts';
import type { QuarantinedPacket } from '../store/port/log.ts';
import { parseStrictJson } from '../strict-json.ts';
import { splitPersonal } from './split-personal.ts';

/** An event's JSON may nest this deep (I3); ours do not nest at all, so nothing of value is refused. */
export const maxEventDepth = 32;

/** One packet as it came: who sent it is the credential's word (I9), when is ours (I12). */
export type Packet = Readonly<{
  client: string;
  topic: string;
  /** Null under one's own `up` with a kind that is none of ours. */
  kind: UpKind | null;
  bytes: Uint8Array;
  receivedAt: number;
}>;

export type ParsedPacket = Readonly<{ is: 'event'; fact: EventFact }> | Readonly<{ is: 'quarantined'; packet: QuarantinedPacket }>;

const unreadable = { notUtf8: 'event.notUtf8', tooDeep: 'event.tooDeep', notJson: 'event.notJson' } as const;

/** What an MQTT packet says: the topic is its kind and the body has none. Pure; whatever is not an event is a quarantine row (I3). */
export function parsePacket(packet: Packet, hmacKey: Uint8Array): ParsedPacket {
  const json = parseStrictJson(packet.bytes, maxEventDepth);
  const body = json.ok ? json.value : undefined;
  if (!packet.kind) return quarantined(packet, 'event.unknownKind', body);
  if (!json.ok) return quarantined(packet, unreadable[json.reason]);
  if (!isObject(body) || Object.hasOwn(body, 'kind')) return quarantined(packet, 'event.schema', body);
  body.kind = packet.kind; // nobody else has what was parsed just now
  return parseEvent(packet, body, hmacKey);
}

/** What an item of `POST /v1/events` says: the same bodies with their `kind` beside. */
export function parseItem(received: Omit<Packet, 'kind'>, hmacKey: Uint8Array): ParsedPacket {
  const json = parseStrictJson(received.bytes, maxEventDepth);
  const kind = json.ok && isObject(json.value) ? UpKind.safeParse(json.value.kind) : undefined;
  const packet = { ...received, kind: kind?.success ? kind.data : null };
  if (!json.ok) return quarantined(packet, unreadable[json.reason]);
  return packet.kind ? parseEvent(packet, json.value, hmacKey) : quarantined(packet, 'event.unknownKind', json.value);
}

function parseEvent(packet: Packet, body: unknown, hmacKey: Uint8Array): ParsedPacket {
  // A strict schema that never looks at prototypes would pass this key over in silence.
  if (isObject(body) && Object.hasOwn(body, '__proto__')) return quarantined(packet, 'event.schema', body);
  const parsed = UpEvent.safeParse(body);
  if (!parsed.success) return quarantined(packet, 'event.schema', body);
  return { is: 'event', fact: toFact(packet, parsed.data, hmacKey) };
}

/** The quarantine row of a packet; its id is of its bytes, so that a redelivery is one row and one `rejected`. */
export function quarantined(packet: Omit<Packet, 'kind'>, code: FailureCode, body?: unknown): Extract<ParsedPacket, { is: 'quarantined' }> {
  const { client, topic, bytes, receivedAt } = packet;
  const id = hash(client, sha256Hex(bytes));
  const eventId = EventId.safeParse(isObject(body) ? body.eventId : undefined);
  const answer = { kind: 'rejected', id, ...(eventId.success && { eventId: eventId.data }), code } as const;
  return { is: 'quarantined', packet: { id, client, topic, code, bytes, receivedAt, answer } };
}

function toFact({ client, receivedAt }: Packet, event: UpEvent, hmacKey: Uint8Array): EventFact {
  const at = clampAt(event.occurredAt, receivedAt);
  const { body, personal } = splitPersonal(event);
  const digest = hmacSha256Hex(hmacKey, canonicalJson([client, event]));
  return { kind: 'event', factId: event.eventId, at, receivedAt, clamped: at !== event.occurredAt, by: client, digest, body, personal };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
