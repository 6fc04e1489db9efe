import { FailureCode } from './failure.ts';
import { EventId, Hash, TopicName } from './identifier.ts';
import { EpochMs } from './time.ts';
import { UpKind } from './up-event.ts';
import { z } from './zod.ts';

/** `GET /v1/quarantine?client=&code=&before=&limit=`; `before` is the `next` of the page before. */
export const QuarantineQuery = z.strictObject({
  client: TopicName.optional(),
  code: FailureCode.optional(),
  before: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type QuarantineQuery = z.infer<typeof QuarantineQuery>;

/** A message that could not become an event, as a list shows it. `id` is that of the `rejected` its client got. */
export const HeldPacket = z.strictObject({
  id: Hash,
  client: TopicName,
  /** An MQTT topic, or `/v1/events`. */
  topic: z.string(),
  /** What the topic says it is; absent where it names no kind of ours, or the body has to. */
  kind: UpKind.optional(),
  /** Why it was kept aside when it came. */
  code: FailureCode,
  /** When it came (I12): what it says is clamped by this, also when it is replayed later. */
  receivedAt: EpochMs,
  bytes: z.int().nonnegative(),
  /** The first characters of it, on one line. */
  preview: z.string(),
});
export type HeldPacket = z.infer<typeof HeldPacket>;

/** What quarantine holds of a client; `beyondCap` came while it was full: counted, answered, not kept. */
export const QuarantineCount = z.strictObject({
  client: TopicName,
  packets: z.int().nonnegative(),
  bytes: z.int().nonnegative(),
  beyondCap: z.int().nonnegative(),
});
export type QuarantineCount = z.infer<typeof QuarantineCount>;

/** Newest first. `next` is the `before` of the next page; absent on the last. The counts are of every client, whatever was asked for. */
export const QuarantinePage = z.strictObject({
  protocol: z.int(),
  packets: z.array(HeldPacket),
  counts: z.array(QuarantineCount),
  next: z.int().positive().optional(),
});
export type QuarantinePage = z.infer<typeof QuarantinePage>;

/** What a field of an event has to be; people's words for each are the desk's. */
export const expectations = [
  ...(['object', 'kind', 'uuid', 'epochMs', 'identifier', 'text', 'label', 'phone', 'won', 'boolean', 'link'] as const),
  ...(['purpose', 'channel'] as const),
] as const;
export const Expectation = z.enum(expectations);
export type Expectation = z.infer<typeof Expectation>;

/** What is wrong with a field, never its value (I11). Without `field` it is the whole body. */
export const FieldProblem = z.strictObject({
  field: z.string().optional(),
  is: z.enum(['missing', 'wrong', 'unknown']),
  /** Absent for a field that should not be there. */
  expected: Expectation.optional(),
});
export type FieldProblem = z.infer<typeof FieldProblem>;

/** `GET /v1/quarantine/{id}`: the message in full, and what keeps it from being an event *now*. */
export const InspectedPacket = z.strictObject({
  protocol: z.int(),
  packet: HeldPacket,
  /** As text where it is UTF-8, else its bytes in lower-case hex. */
  body: z.strictObject({ as: z.enum(['text', 'hex']), text: z.string() }),
  /** Absent where nothing does any more: replayed as it is, it would be taken. */
  standsAgainst: z.strictObject({ code: FailureCode, problems: z.array(FieldProblem) }).optional(),
});
export type InspectedPacket = z.infer<typeof InspectedPacket>;

/**
 * `POST /v1/quarantine/{id}/replay`: with `event`, the corrected body in place of what came; its `kind` may be left out where the
 * topic says it.
 */
export const PacketReplay = z.strictObject({ event: z.unknown().optional() });
export type PacketReplay = z.infer<typeof PacketReplay>;

/** What became of it. `duplicate`: the very event was in the log already, sent again by its client. */
export const PacketReleased = z.strictObject({
  protocol: z.int(),
  status: z.enum(['stored', 'duplicate', 'discarded']),
  eventId: EventId.optional(),
});
export type PacketReleased = z.infer<typeof PacketReleased>;
