import type { KeptConflict, NoteChange, WrittenGroup } from '../../../contract/activity.ts';
import type { AskedModel } from '../../../contract/asked-model.ts';
import type { PatchGroup } from '../../../contract/command/patch-leads.ts';
import type { Act, Outcome } from '../../../contract/command.ts';
import type { DecisionOutcome } from '../../../contract/decision-outcome.ts';
import type { AdapterId, Hold, ItemStep } from '../../../contract/dispatch.ts';
import type { FailureCode } from '../../../contract/failure.ts';
import type { LeadField } from '../../../contract/lead-field.ts';
import type { LeadFilter } from '../../../contract/lead-filter.ts';
import type { ModelCard } from '../../../contract/policy/model-card.ts';
import type { PolicyRules, SetByPeople } from '../../../contract/policy.ts';
import type { MovedRequest, RequestStanding } from '../../../contract/request-standing.ts';
import type { TestTarget } from '../../../contract/test-target.ts';
import type { UpEvent } from '../../../contract/up-event.ts';
import type { StepDetail } from '../../../domain/dispatching/item-step.ts';
import type { AskedDispatch, Recipients } from '../../../domain/dispatching/new-dispatch.ts';
import type { Author } from '../../../domain/patching/lead-field-value.ts';
import type { LostPolicy } from '../../../domain/policy/set-policy.ts';
import type { Span } from '../../../domain/request-decision/words/normalise.ts';
import type { LostOfSegment } from '../../../domain/segmenting/save-segment.ts';

/** What a person said or may be recognised by; kept apart from the log row, so that it can be erased. */
export type PersonalPart = Readonly<{ person: string; part: Readonly<Record<string, string>> }>;

/** What the server itself puts on record, by the member `system` or by the member for whom it does something. */
export type SystemAct =
  | Readonly<{ kind: 'addMember'; member: string }>
  /** A learned file that is kept in the store; from now on it counts. */
  | Readonly<{ kind: 'publishModel'; card: ModelCard }>
  /** Numbers that opted out at a provider. They stand in the personal parts, whom they belong to in the effect. */
  | Readonly<{ kind: 'importOptOuts'; source: AdapterId; optOuts: readonly OptOut[] }>
  /** The store was put back to a backup: what was open may have left since. */
  | Readonly<{ kind: 'pauseRestored'; dispatchId: string }>
  /** A member is about to send themself a test; neither the number nor what it says is on record. */
  | Readonly<{ kind: 'noteTestSend'; productIds: readonly string[]; to: TestTarget }>;

/** A number that opted out, in E.164, and when; the log row keeps no number. */
export type OptOut = Readonly<{ number?: string; at: number }>;

/** What a member did with a message in quarantine; asked for by its own routes, where the corrected body is, and by no desk's command. */
export type PacketAct =
  | Readonly<{ kind: 'replayPacket'; packetId: string; fixed: boolean }>
  | Readonly<{ kind: 'discardPacket'; packetId: string }>;

/** Bodies as the log keeps them: personal fields are left out here and stand in `personal`. */
export type EventBody = WithoutPersonal<UpEvent>;
/** Of each kind by itself; a product's name is nobody's. */
type WithoutPersonal<E> = E extends { kind: 'product' } ? E : E extends unknown ? Omit<E, PersonalField> : never;
export type PersonalField = 'message' | 'name' | 'phone' | 'kakaoUuid' | 'evidence';

/** A note that a patch wrote: what became of it and, where there was one before, `was` whose. */
export type WrittenNote = Readonly<{ leadId: string; field: LeadField; note: NoteChange; was?: Author }>;
/** What an undo wrote; `as` is whose the note is that is back. The text of notes is personal. */
export type RestoredGroup = Readonly<WrittenGroup & { as?: Author }>;

/** What was settled while a command was applied and is in no outcome, so that its fold judges nothing and reads no other fact. */
export type CommandEffect =
  /** Of a patch that wrote notes. */
  | Readonly<{ kind: 'noted'; notes: readonly WrittenNote[] }>
  /** What an undo wrote, the conflicts that it settled or opened again, and the requests that it decided. The text of notes is personal. */
  | Readonly<{
      kind: 'restored';
      groups: readonly RestoredGroup[];
      settled?: readonly KeptConflict[];
      reopened?: readonly KeptConflict[];
      decided?: readonly MovedRequest[];
    }>
  /** The conflicts that were settled, of which leads, and what was written for it. The text of notes is personal. */
  | Readonly<{
      kind: 'settled';
      conflicts: readonly string[];
      leads: readonly string[];
      groups: readonly PatchGroup[];
      notes?: readonly WrittenNote[];
      decided?: readonly MovedRequest[];
    }>
  /** What an act decided; of one that put requests to the rules again, the version of the policy that they were put to. */
  | Readonly<{ kind: 'decided'; requests: readonly MovedRequest[]; policyVersion?: number }>
  | Readonly<{ kind: 'cancelled'; items: number }>
  /** The dispatch that was made of what had failed. */
  | Readonly<{ kind: 'resent'; asked: AskedDispatch; recipients: Recipients }>
  | Readonly<{ kind: 'itemSettled'; dispatchId: string; userId: string }>
  /** The segment as it became, and what of it changed or was lost. */
  | Readonly<{
      kind: 'segmentSaved';
      change: 'made' | 'changed' | 'restored';
      name: string;
      filter: LeadFilter;
      renamedFrom?: string;
      filterChanged: boolean;
      lost?: LostOfSegment;
    }>
  | Readonly<{ kind: 'segmentDeleted'; name: string; filter: LeadFilter }>
  /** The policy as it became, and what it replaced. */
  | Readonly<{ kind: 'policySet'; policy: SetByPeople; was?: PolicyRules; lost?: LostPolicy }>
  /** Whether a guardian has agreed; what proves it is personal. */
  | Readonly<{ kind: 'minorMarked'; guardianAgreed: boolean }>
  /** Whom numbers belonged to when they were imported, and all of them by the hash of the number. */
  | Readonly<{
      kind: 'optedOut';
      people: readonly Readonly<{ userId: string; at: number }>[];
      numbers: readonly Readonly<{ id: string; at: number }>[];
    }>
  /** Whose message it was and why it was kept aside; `eventId` of what it became. */
  | Readonly<{ kind: 'released'; client: string; code: FailureCode; eventId?: string }>;
type Evidence = 'evidence' | 'guardianEvidence';
/** Of each act by itself: what proves a consent is personal. */
export type StoredAct = Act extends infer A ? (A extends Act ? Omit<A, Evidence> & Partial<Pick<A, Evidence & keyof A>> : never) : never;

/** An act as the log keeps it: note text (`from`, `to`, `seen`, lost values) is left out here and stands in `personal`. */
export type CommandBody = Readonly<{ act: StoredAct | SystemAct | PacketAct; outcome: Outcome; effect?: CommandEffect }>;
export type DecisionBody = Readonly<{
  leadId: string;
  requestEventId: string;
  decisionNo: number;
  was: RequestStanding;
  is: RequestStanding;
  outcome: DecisionOutcome;
  rule: string;
  version: number;
  /** Of the raw message; its words are personal. */
  span?: Span;
  /** What a classifier said of it, whether it was listened to or not; of a person's decision, what it had said before. */
  model?: AskedModel;
  /** The act that decided it, or had the rules decide it anew; absent for a rule's first decision. */
  commandId?: string;
  /** A person's word, which no rule overrides. */
  word?: true;
  /** Server clock, for the timeline only; what counts is the request's `at`. */
  decidedAt: number;
}>;
/** A step of an item, with what it brought along. */
export type ItemStepBody = StepDetail &
  Readonly<{
    itemId: string;
    dispatchId: string;
    userId: string;
    step: ItemStep;
    attempt: number;
    /** The server that claimed it. */
    holder?: string;
  }>;
/** The machine stopped sending for a while; `number` counts how often. */
export type HeldBody = Readonly<{ dispatchId: string; step: 'held'; number: number; hold: Hold }>;
export type DispatchBody = ItemStepBody | HeldBody;

type Stored<Kind extends string, Body> = Readonly<{
  kind: Kind;
  /** Unique in its workspace: eventId, command ULID, `hash(requestEventId, decisionNo)`, `hash(itemId, attempt, step)` (+ the key
   * of a report) or `hash(dispatchId, number, 'held')`. */
  factId: string;
  /** The clamped time (I12), epoch ms. */
  at: number;
  receivedAt: number;
  /** Whether `at` differs from what the sender's clock said. */
  clamped: boolean;
  /** The publishing client of an event; the member of everything else. */
  by: string;
  /** HMAC-SHA-256 (hex) of the canonical body with its personal parts, and of `by`; what a duplicate is recognised by. */
  digest: string;
  body: Body;
  personal: readonly PersonalPart[];
}>;

export type EventFact = Stored<'event', EventBody>;
export type CommandFact = Stored<'command', CommandBody>;
export type DecisionFact = Stored<'decision', DecisionBody>;
export type DispatchFact = Stored<'dispatch', DispatchBody>;

/** One row of the log, before it has its place. */
export type Fact = EventFact | CommandFact | DecisionFact | DispatchFact;

/** A fact in its place: `position` is the log order, the one that cursor, rebuild and conflicts use. */
export type PlacedFact = Fact & Readonly<{ position: number }>;
