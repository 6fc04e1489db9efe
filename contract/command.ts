import { CancelDispatch } from './command/cancel-dispatch.ts';
import { DecideRequest } from './command/decide-request.ts';
import { DeleteSegment } from './command/delete-segment.ts';
import { MarkMinor } from './command/mark-minor.ts';
import { NoteNotice } from './command/note-notice.ts';
import { PatchLeads } from './command/patch-leads.ts';
import { PauseDispatch } from './command/pause-dispatch.ts';
import { ReconfirmConsent } from './command/reconfirm-consent.ts';
import { RecordConsent } from './command/record-consent.ts';
import { RecordExport } from './command/record-export.ts';
import { RecordPurchase } from './command/record-purchase.ts';
import { ReevaluateRequests } from './command/reevaluate-requests.ts';
import { RequestDispatch } from './command/request-dispatch.ts';
import { ResendFailed } from './command/resend-failed.ts';
import { ResumeDispatch } from './command/resume-dispatch.ts';
import { SaveSegment } from './command/save-segment.ts';
import { SendNotices } from './command/send-notices.ts';
import { SetPolicy } from './command/set-policy.ts';
import { SettleConflicts } from './command/settle-conflicts.ts';
import { SettleItem } from './command/settle-item.ts';
import { Undo } from './command/undo.ts';
import { UpsertProducts } from './command/upsert-products.ts';
import { FailureCode } from './failure.ts';
import { LeadId, Ulid } from './identifier.ts';
import { LeadField } from './lead-field.ts';
import { EpochMs } from './time.ts';
import { z } from './zod.ts';

export const Act = z.discriminatedUnion('kind', [
  PatchLeads,
  Undo,
  SettleConflicts,
  DecideRequest,
  ReevaluateRequests,
  RequestDispatch,
  CancelDispatch,
  PauseDispatch,
  ResumeDispatch,
  ResendFailed,
  SettleItem,
  UpsertProducts,
  SaveSegment,
  DeleteSegment,
  SetPolicy,
  RecordExport,
  RecordConsent,
  NoteNotice,
  SendNotices,
  ReconfirmConsent,
  MarkMinor,
  RecordPurchase,
]);
export type Act = z.infer<typeof Act>;

/**
 * Whatever a person does: immutable, with an id the desk made. The server applies each once, by id (I6).
 * Who did it comes from the credential, never from here (I9).
 */
export const Command = z.strictObject({
  id: Ulid,
  issuedAt: EpochMs,
  /** Commands that must have had their outcome first; one that was rejected holds this one back. */
  after: z.array(Ulid).max(100).optional(),
  /** It left the desk before, for a server that may have been put back to a backup since: what sends is not done again unseen (I7). */
  givenBefore: z.literal(true).optional(),
  act: Act,
});
export type Command = z.infer<typeof Command>;

const TouchedField = z.strictObject({ leadId: LeadId, field: LeadField });

/** Where a command's effect is in the feed: the overlay is dropped once the replica has stored all of it, never before. */
export const VisibleAt = z.strictObject({ epoch: z.uuid(), seqs: z.record(z.string(), z.int().positive()) });
export type VisibleAt = z.infer<typeof VisibleAt>;

/** What became of a command. `conflict` = applied in full, and something was overwritten. */
export const Outcome = z.strictObject({
  id: Ulid,
  status: z.enum(['applied', 'conflict', 'rejected']),
  /** Only with `rejected`. */
  code: FailureCode.optional(),
  /** Absent where nothing changed. */
  visibleAt: VisibleAt.optional(),
  /** Values that nobody had seen and that this command replaced. */
  overwritten: z.array(TouchedField.extend({ lost: z.string().optional() })).optional(),
  /** Fields that already held the new value, or, for an undo, that somebody has changed since. */
  leftAlone: z.array(TouchedField).optional(),
  /** Leads that do not exist here any more. */
  missing: z.array(LeadId).optional(),
});
export type Outcome = z.infer<typeof Outcome>;

/** `POST /v1/commands`. Parsed one by one, so that a bad command is rejected by its id and the rest goes on. */
export const CommandBatch = z.strictObject({
  commands: z
    .array(z.looseObject({ id: Ulid }))
    .min(1)
    .max(100),
});
export type CommandBatch = z.infer<typeof CommandBatch>;

export const OutcomeBatch = z.strictObject({ protocol: z.int(), outcomes: z.array(Outcome) });
export type OutcomeBatch = z.infer<typeof OutcomeBatch>;
