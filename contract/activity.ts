import { AskedModel } from './asked-model.ts';
import { PatchGroup } from './command/patch-leads.ts';
import { ExportedList } from './command/record-export.ts';
import { KeptValue } from './command/settle-conflicts.ts';
import { FoundOut } from './command/settle-item.ts';
import { Channel, Purpose } from './consented.ts';
import { ContestedField } from './contested-field.ts';
import { DecisionOutcome } from './decision-outcome.ts';
import { FailureCode } from './failure.ts';
import { EventId, Hash, Identifier, LeadId, MemberName, TopicName, Ulid } from './identifier.ts';
import { LeadField } from './lead-field.ts';
import { LeadFilter } from './lead-filter.ts';
import { PolicyRules } from './policy.ts';
import { MovedRequest } from './request-standing.ts';
import { TestTarget } from './test-target.ts';
import { Label } from './text.ts';
import { EpochMs } from './time.ts';
import { z } from './zod.ts';

const by = { at: EpochMs, by: MemberName };
/** A message in quarantine, and why it was there. */
const packet = { packetId: Hash, client: TopicName, code: FailureCode };

/** What became of a note. Its text is in no audit. */
export const NoteChange = z.enum(['added', 'changed', 'removed']);
export type NoteChange = z.infer<typeof NoteChange>;

/**
 * One field of some leads that an act wrote: `from` is what really stood there, `to` what stands now, absent = unset. Of a note neither is
 * told, but what became of it and, where there was one before, `was` whose.
 */
export const WrittenGroup = PatchGroup.extend({
  leads: z.array(LeadId).min(1),
  note: NoteChange.optional(),
  was: z.strictObject({ by: MemberName, at: EpochMs }).optional(),
  /** It replaced a value that nobody had seen. */
  overwrote: z.literal(true).optional(),
});
export type WrittenGroup = z.infer<typeof WrittenGroup>;

/** A conflict that an act settled or opened again, and which value was kept by it. */
export const KeptConflict = z.strictObject({ id: Hash, keep: KeptValue });
export type KeptConflict = z.infer<typeof KeptConflict>;

/** Collection `activity`: the audit that marketers read. Note text is not in it, but for a value that lost a conflict. */
export const Activity = z.discriminatedUnion('kind', [
  z.strictObject({
    id: Ulid,
    kind: z.literal('patched'),
    ...by,
    batchId: Ulid.optional(),
    groups: z.array(WrittenGroup),
  }),
  /**
   * One lead and field whose value somebody overwrote without having seen it; id `hash(commandId, leadId, field)`. `by` and `at` are
   * of what overwrote it; `kept`, what it was overwritten with, is absent for a note, whose text stands in the lead. Of a request both values are
   * how it stood (`RequestStanding`).
   */
  z.strictObject({
    id: Hash,
    kind: z.literal('conflict'),
    ...by,
    commandId: Ulid,
    leadId: LeadId,
    field: ContestedField,
    lost: z.string().optional(),
    kept: z.string().optional(),
    /** Who had written the losing value, and when; absent where nobody had. */
    lostBy: MemberName.optional(),
    lostAt: EpochMs.optional(),
    /** Absent while it is open. */
    settled: z.strictObject({ commandId: Ulid, keep: KeptValue, ...by }).optional(),
  }),
  /** Conflicts that were settled by one command. */
  z.strictObject({
    id: Ulid,
    kind: z.literal('settled'),
    ...by,
    keep: KeptValue,
    conflicts: z.array(Hash),
    leads: z.array(LeadId),
    batchId: Ulid.optional(),
    /** What was written for it. */
    groups: z.array(WrittenGroup),
    /** Requests that stand by their losing value again; absent for none. */
    decided: z.array(MovedRequest).optional(),
  }),
  z.strictObject({
    id: Ulid,
    kind: z.literal('undone'),
    ...by,
    /** A patch, a settlement, another undo, or a batch of these. */
    undoes: Ulid,
    batchId: Ulid.optional(),
    groups: z.array(WrittenGroup),
    /** Conflicts that were settled by it, and that were opened again; absent for none. */
    settled: z.array(KeptConflict).optional(),
    reopened: z.array(KeptConflict).optional(),
    /** Requests that stand as they stood before; absent for none. */
    decided: z.array(MovedRequest).optional(),
    /** Fields that somebody has changed since, and that were therefore left as they are. */
    leftAlone: z.array(z.strictObject({ leadId: LeadId, field: LeadField })),
  }),
  /** id `hash(requestEventId, decisionNo)`; `by` is `system` for a rule. */
  z.strictObject({
    id: Hash,
    kind: z.literal('decided'),
    ...by,
    leadId: LeadId,
    requestEventId: z.string(),
    /** When it was requested: the day it counts on. */
    requestedAt: EpochMs,
    decisionNo: z.int().positive(),
    outcome: DecisionOutcome,
    rule: z.string(),
    version: z.int().positive(),
    /** The part of the raw message, in UTF-16 units, that it rests on; and the words that show why. */
    span: z.strictObject({ start: z.int().nonnegative(), end: z.int().positive() }).optional(),
    words: z.array(z.string()).optional(),
    /** What a person has to judge by; with `review` alone, absent once it was erased. */
    message: z.string().optional(),
    model: AskedModel.optional(),
    /** The command that decided it, or had the rules decide it anew; absent for a rule's first decision. */
    commandId: Ulid.optional(),
    /** A person's word, which no rule overrides; absent for a rule, and for what stands by one again. */
    word: z.literal(true).optional(),
  }),
  /** Requests that a person decided with one command; each is also a decision of its own. */
  z.strictObject({
    id: Ulid,
    kind: z.literal('requestsDecided'),
    ...by,
    batchId: Ulid.optional(),
    outcome: z.enum(['approve', 'refuse']),
    requests: z.array(MovedRequest),
  }),
  /** Requests that were put to the rules of the newest policy again, and came out otherwise; version 0 is the shipped one. */
  z.strictObject({
    id: Ulid,
    kind: z.literal('requestsReevaluated'),
    ...by,
    batchId: Ulid.optional(),
    policyVersion: z.int().nonnegative(),
    requests: z.array(MovedRequest),
  }),
  z.strictObject({ id: Ulid, kind: z.literal('dispatchRequested'), ...by, recipients: z.int() }),
  /** Information to so many people about their consents. */
  z.strictObject({ id: Ulid, kind: z.literal('noticesRequested'), ...by, recipients: z.int() }),
  z.strictObject({ id: Ulid, kind: z.literal('dispatchCancelled'), ...by, dispatchId: Ulid, cancelled: z.int() }),
  /** By hand, or by `system` in a store that was put back from a backup: then `id` is the hash that its command has. */
  z.strictObject({ id: z.union([Ulid, Hash]), kind: z.literal('dispatchPaused'), ...by, dispatchId: Ulid }),
  z.strictObject({ id: Ulid, kind: z.literal('dispatchResumed'), ...by, dispatchId: Ulid }),
  /** `dispatchId` of what had failed; the new one has the id of this. */
  z.strictObject({ id: Ulid, kind: z.literal('dispatchResent'), ...by, dispatchId: Ulid, recipients: z.int() }),
  /** A person's word on an item whose result nobody knew. */
  z.strictObject({ id: Ulid, kind: z.literal('itemSettled'), ...by, dispatchId: Ulid, itemId: Hash, userId: Identifier, was: FoundOut }),
  /** `name` as it is now. `lost`: what somebody else had set and nobody had seen when this replaced it. */
  z.strictObject({
    id: Ulid,
    kind: z.literal('segmentSaved'),
    ...by,
    segmentId: Ulid,
    change: z.enum(['made', 'changed', 'restored']),
    name: Label,
    renamedFrom: Label.optional(),
    filterChanged: z.boolean(),
    lost: z.strictObject({ name: Label.optional(), filter: LeadFilter.optional() }).optional(),
  }),
  /** With all there was of it, so that the audit can bring it back. */
  z.strictObject({ id: Ulid, kind: z.literal('segmentDeleted'), ...by, segmentId: Ulid, name: Label, filter: LeadFilter }),
  /** A policy as it became, and what it was (absent: the shipped one). `lost`: `was` was a colleague's that nobody had seen when this replaced it. */
  z.strictObject({
    id: Ulid,
    kind: z.literal('policySet'),
    ...by,
    version: z.int().positive(),
    was: PolicyRules.optional(),
    became: PolicyRules,
    /** Why, in the words of whoever set it. */
    reason: Label.optional(),
    lost: z.strictObject({ version: z.int().positive(), ...by }).optional(),
    /** The command that it took back. */
    undoes: Ulid.optional(),
  }),
  /** A list that left as a file. */
  z.strictObject({
    id: Ulid,
    kind: z.literal('exported'),
    ...by,
    what: ExportedList,
    rows: z.int().nonnegative(),
    reason: Label.optional(),
  }),
  /** What somebody wrote into a person's ledger of consents; what proves it is in no audit. A notice that arrived: id `hash('noteNotice', itemId)`. */
  z.strictObject({
    id: z.union([Ulid, Hash]),
    kind: z.literal('consentNoted'),
    ...by,
    userId: Identifier,
    did: z.enum(['granted', 'withdrawn', 'kept', 'noticed', 'under14', 'guardianAgreed', 'notUnder14', 'purchased']),
    purpose: Purpose.optional(),
    channel: Channel.optional(),
  }),
  /** id `hash(job, input)`: numbers that opted out at a provider, and how many people here had one of them. */
  z.strictObject({ id: Hash, kind: z.literal('optOutsImported'), ...by, numbers: z.int(), people: z.int() }),
  /** id `hash(job, input)`: a test that a member had sent to themself, before it left. */
  z.strictObject({ id: Hash, kind: z.literal('testSent'), ...by, productIds: z.array(Identifier), to: TestTarget }),
  z.strictObject({ id: Ulid, kind: z.literal('catalogueChanged'), ...by, products: z.int() }),
  /** A message that was learned from after all; `fixed`: with a body that the member corrected. What it says is in no audit. */
  z.strictObject({ id: Ulid, kind: z.literal('packetReplayed'), ...by, ...packet, eventId: EventId, fixed: z.boolean() }),
  z.strictObject({ id: Ulid, kind: z.literal('packetDiscarded'), ...by, ...packet }),
]);
export type Activity = z.infer<typeof Activity>;

/** A losing value, and what became of it. */
export type Conflict = Extract<Activity, { kind: 'conflict' }>;
