import { Identifier, LeadId, MemberName } from './identifier.ts';
import { Label, Text } from './text.ts';
import { EpochMs, KstDay } from './time.ts';
import { z } from './zod.ts';

/** 신규, 연락함, 관심, 성사, 무산 */
export const leadStatuses = ['new', 'contacted', 'interested', 'won', 'lost'] as const;
export const LeadStatus = z.enum(leadStatuses);
export type LeadStatus = z.infer<typeof LeadStatus>;

/** `"1"` approved, `"0"` refused. */
export const RequestType = z.enum(['1', '0']);
export type RequestType = z.infer<typeof RequestType>;

/** `[day, searches, questions, requests, refusals]`, one per active Asia/Seoul day, ascending by day. */
export const DayCounts = z.tuple([KstDay, z.int(), z.int(), z.int(), z.int()]);
export type DayCounts = z.infer<typeof DayCounts>;

/** The newest decision by `(at, requestEventId, decisionNo)`; no `requestType` while it waits for review. */
export const LastRequest = z.strictObject({
  at: EpochMs,
  requestEventId: z.string(),
  decisionNo: z.int().positive(),
  requestType: RequestType.optional(),
});
export type LastRequest = z.infer<typeof LastRequest>;

/** One of the last three messages; `text` is absent once it was erased. */
export const TailMessage = z.strictObject({
  at: EpochMs,
  factId: z.string(),
  kind: z.enum(['questioned', 'requested']),
  text: Text.optional(),
});
export type TailMessage = z.infer<typeof TailMessage>;

export const Note = z.strictObject({ id: z.string().max(64), text: Text, by: MemberName, at: EpochMs });
export type Note = z.infer<typeof Note>;

/**
 * Collection `lead`: what is known about one user and one product. The counts are sums over facts in any order;
 * `requests` are approved ones; `waiting` are undecided. No score: it is computed from `days`, policy and an as-of day.
 */
export const Lead = z.strictObject({
  id: LeadId,
  userId: Identifier,
  productId: Identifier,
  searches: z.int(),
  questions: z.int(),
  waiting: z.int(),
  requests: z.int(),
  refusals: z.int(),
  days: z.array(DayCounts),
  lastRequest: LastRequest.optional(),
  firstSeenAt: EpochMs,
  lastSeenAt: EpochMs,
  /** When the server received the newest chat event by `(at, receivedAt)`: how late it was, and the desk after it. */
  lastReceivedAt: EpochMs,
  /** Newest first by `(at, factId)`. */
  tail: z.array(TailMessage).max(3),
  status: LeadStatus,
  /** The assignee (담당자). */
  marketerId: MemberName.optional(),
  /** By code point. */
  tags: z.array(Label),
  /** By id. */
  notes: z.array(Note),
});
export type Lead = z.infer<typeof Lead>;
