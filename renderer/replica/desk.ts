import type { Observable } from 'rxjs';
import type { MarkMinor } from '../../contract/command/mark-minor.ts';
import type { NoteNotice } from '../../contract/command/note-notice.ts';
import type { ReconfirmConsent } from '../../contract/command/reconfirm-consent.ts';
import type { RecordConsent } from '../../contract/command/record-consent.ts';
import type { ExportedList } from '../../contract/command/record-export.ts';
import type { RecordPurchase } from '../../contract/command/record-purchase.ts';
import type { SendNotices } from '../../contract/command/send-notices.ts';
import type { KeptValue } from '../../contract/command/settle-conflicts.ts';
import type { FoundOut } from '../../contract/command/settle-item.ts';
import type { ConsentHistory } from '../../contract/consent-history.ts';
import type { Dispatch, DispatchItem } from '../../contract/dispatch.ts';
import type { FailureCode } from '../../contract/failure.ts';
import type { DecisionRules } from '../../contract/policy/decision-policy.ts';
import type { ScoreRules } from '../../contract/policy/score-policy.ts';
import type { PolicyId, PolicyRules } from '../../contract/policy.ts';
import type { Product } from '../../contract/product.ts';
import type { InspectedPacket, PacketReleased, QuarantinePage } from '../../contract/quarantine.ts';
import type { Sending, TestSend, TestSent } from '../../contract/sending.ts';
import type { Afterwards } from '../../domain/dispatching/afterwards.ts';
import type { WrittenMessage } from '../../domain/dispatching/written-message.ts';
import type { ConflictPage, ConflictQuery, ConflictSelection } from './conflicts/conflict-row.ts';
import type { ConsentTaskPage, ConsentTaskQuery } from './consents/consent-task.ts';
import type { ActivityPage, ActivityQuery } from './desk/activity-row.ts';
import type { Overview } from './desk/day-totals.ts';
import type { DispatchPlan, PlannedRecipient, PlanView } from './desk/dispatch-plan.ts';
import type { ItemPage, ItemsView } from './desk/item-page.ts';
import type { Done, LeadChange, LeadSelection, UndoPlan } from './desk/lead-act.ts';
import type { LeadDetail, LeadPage, LeadQuery } from './desk/lead-view.ts';
import type { LinePage, LineQuery } from './desk/line-page.ts';
import type { RefusedCommand, SendQueue } from './desk/own-command.ts';
import type { PersonConsents } from './desk/person-consents.ts';
import type { ReplicaStatus } from './desk/replica-status.ts';
import type { ClassifierView, NeighboursView, PolicyView, ScorePreview } from './desk/rules-view.ts';
import type { AwayView, DeletedSegment, SegmentChange, SegmentView } from './desk/segment-view.ts';
import type { ProofView } from './proof/proof-view.ts';
import type { DecisionPreview } from './requests/decision-preview.ts';
import type { RequestPlace, ReviewPage, ReviewQuery } from './requests/review-row.ts';

/** What a message was written from. */
export type Composed = WrittenMessage &
  Readonly<{
    selection: LeadSelection;
    /** It goes out to those it was written for, whatever becomes of the audience until then. */
    anyway?: boolean;
  }>;

/** Somebody who would get a message now and did not, or would not any more. */
export type ChangedPerson = Readonly<{
  userId: string;
  name?: string;
  /** Why not any more, where they are still among the chosen. */
  reason?: FailureCode;
}>;

/** What messages travel by, as the server said it at `at`. */
export type SendingView = Sending & Readonly<{ at: number }>;

/** A message that waits for a look: who entered and left its audience, and who would get what if it were written now. */
export type DispatchReview = Readonly<{ entered: readonly ChangedPerson[]; left: readonly ChangedPerson[]; plan: DispatchPlan }>;

/** Of a message that went out as several dispatches, what those are not that the server has. */
export type DispatchParts = Readonly<{
  count: number;
  /** The server refused theirs: they get nothing of it, and count as failed. */
  refused?: Readonly<{ people: number; codes: readonly FailureCode[] }>;
  /** Theirs is on this desk, and the server has not answered for it yet; absent while that is so of everybody. */
  here?: number;
  /** Theirs is not known here: at another desk, or given up there. */
  missing?: number;
}>;

/** One message, all its parts as one: `id` is the first's, and whatever is asked of it is asked of each. */
export type DispatchView = Readonly<Dispatch> &
  Readonly<{
    /** Its command has had no outcome yet: it is still on this desk. */
    pending: boolean;
    /** Its command was refused. */
    rejected?: FailureCode;
    /** Its audience has changed by so many since it was written, without a server: it waits for a look. */
    review?: Readonly<{ entered: number; left: number }>;
    /** Absent where it is one dispatch. */
    parts?: DispatchParts;
  }>;

export type ItemView = DispatchItem &
  Readonly<{
    name?: string;
    /** The whole number never leaves the replica for a list. */
    maskedPhone?: string;
    /** One of the recipient's leads, the one of what was sent where there is one. */
    leadId?: string;
    productNames: readonly string[];
  }>;

/** Which messages in quarantine; `before` is the `next` of the page before. */
export type PacketQuery = Readonly<{ client?: string; code?: FailureCode; before?: number }>;

/**
 * What a screen may ask of the replica. Everything works offline, unless it says otherwise; streams emit at once with what is stored, then with every
 * change, and end with their subscription.
 */
export interface Desk {
  readonly status$: Observable<ReplicaStatus>;
  leads$(query: LeadQuery): Observable<LeadPage>;
  lead$(id: string): Observable<LeadDetail | undefined>;
  overview$(from: string, to: string): Observable<Overview>;
  products$(): Observable<readonly Product[]>;
  members$(): Observable<readonly string[]>;
  /** Some people of a plan; undefined where it is not known any more, and has to be made again. */
  planned$(planId: string, view: PlanView, lines: LineQuery): Observable<LinePage<PlannedRecipient> | undefined>;
  dispatches$(): Observable<readonly DispatchView[]>;
  items$(dispatchId: string, asked: ItemsView, lines: LineQuery): Observable<ItemPage<ItemView>>;
  /** What its recipients did since. */
  afterwards$(dispatchId: string): Observable<Afterwards>;
  refused$(): Observable<readonly RefusedCommand[]>;
  queue$(): Observable<SendQueue>;
  activities$(query: ActivityQuery): Observable<ActivityPage>;
  /** Whether what is kept here is the server's, collection by collection, and what was ever found to differ. */
  proof$(): Observable<ProofView>;
  conflicts$(query: ConflictQuery): Observable<ConflictPage>;
  /** Requests that wait for a person, the oldest first. */
  reviews$(query: ReviewQuery): Observable<ReviewPage>;
  /** By name. */
  segments$(): Observable<readonly SegmentView[]>;
  policy$(id: PolicyId): Observable<PolicyView>;
  classifier$(): Observable<ClassifierView>;
  neighbours$(): Observable<NeighboursView>;
  /** Tells as it goes on, and again every few seconds while leads change; letting go of it gives it up. */
  previewScores$(rules: ScoreRules): Observable<ScorePreview>;
  /** What other rules would make of the newest 1,000 requests, or of some: from what is here and, where there is a server, with the messages that only it has. */
  previewDecisions$(rules: DecisionRules, some?: readonly RequestPlace[]): Observable<DecisionPreview>;
  /** Until somebody has looked, also over a restart; undefined where there is no news. */
  away$(): Observable<AwayView | undefined>;
  /** As the server said it last, also without a connection; undefined where it never has. */
  sending$(): Observable<SendingView | undefined>;

  /** Resolves when the commands are stored on this machine. A selection of nothing resolves with `leads: 0`. */
  patch(selection: LeadSelection, changes: readonly LeadChange[]): Promise<Done>;
  /**
   * Takes back a patch, a bulk, an undo or a policy, whoever's it is: only fields that still hold what it wrote, a policy only as a whole. What it
   * resolves with can be undone in its turn, which is a redo.
   */
  undo(done: Pick<Done, 'undoes'>): Promise<Done & UndoPlan>;
  planUndo(undoes: string): Promise<UndoPlan>;
  /** Leaves what stands, or writes the losing values again over what is shown now; `leads` of what is done counts conflicts. */
  settle(selection: ConflictSelection, keep: KeptValue): Promise<Done>;
  /** A person's word on requests, over every rule; `leads` of what is done counts requests. */
  decide(requests: readonly RequestPlace[], outcome: 'approve' | 'refuse'): Promise<Done>;
  /** Puts requests to the rules that hold, all that a rule has decided unless some are named; `leads` of what is done counts requests. */
  reevaluate(requests?: readonly RequestPlace[]): Promise<Done>;
  /** Who would get what, and when, if it were sent now; who they are is asked of `planned$`. */
  planDispatch(composed: Composed): Promise<DispatchPlan>;
  /**
   * More than 1,000 people are asked for in several dispatches, which are one from then on; `dispatchId` is the first one's. Who would not get what the plan says
   * any more is sent to all the same, and judged again by the server; a plan that nobody knows any more and that comes out otherwise now is refused as `dispatch.unknown`.
   */
  requestDispatch(plan: DispatchPlan, composed: Composed): Promise<Readonly<{ dispatchId: string }>>;
  /** Of a dispatch that waits for a look; undefined for any other. What concerns one concerns all that its message became. */
  reviewDispatch(dispatchId: string): Promise<DispatchReview | undefined>;
  /** To those it was written for. */
  sendAsComposed(dispatchId: string): Promise<void>;
  /** Another dispatch takes its place; `plan` is the one of `reviewDispatch`. */
  sendToPresent(dispatchId: string, plan: DispatchPlan): Promise<Readonly<{ dispatchId: string }>>;
  discardDispatch(dispatchId: string): Promise<void>;
  cancelDispatch(dispatchId: string): Promise<void>;
  pauseDispatch(dispatchId: string): Promise<void>;
  resumeDispatch(dispatchId: string): Promise<void>;
  /** A person's word on an item that is `uncertain`. */
  settleItem(itemId: string, was: FoundOut): Promise<void>;
  /** Those who surely got nothing, as a dispatch of its own. */
  resendFailed(dispatchId: string): Promise<Readonly<{ dispatchId: string }>>;
  /** Puts on record that a list of so many lines leaves as a file; resolves when it is stored on this machine. */
  recordExport(what: ExportedList, rows: number, reason: string): Promise<void>;
  saveSegment(change: SegmentChange): Promise<Readonly<{ segmentId: string }>>;
  deleteSegment(segmentId: string): Promise<DeletedSegment>;
  restoreSegment(deleted: DeletedSegment): Promise<void>;
  /** `from` is the version that was shown when the marketer began to change it; `leads` of what is done is 1. */
  setPolicy(rules: PolicyRules, from: number, reason?: string): Promise<Done>;
  /** What happened while nobody was connected has been looked at. */
  dismissAway(): Promise<void>;
  /** Discards it, with what waits for it, until `restoreRefused`. */
  dismissRefused(commandId: string): Promise<void>;
  restoreRefused(commandId: string): Promise<void>;
  /** Sends it again, with what waits for it: by another id where the server has answered, by the same one where it never did (I6). */
  retryRefused(commandId: string): Promise<void>;
  /** Makes the change again with another value, and discards what was refused. */
  correctRefused(commandId: string, to: string | undefined): Promise<void>;

  /** Has the server learn what goes together from everything that it knows now; needs a connection, and rejects with `server.unreachable` without one. */
  learnNow(): Promise<void>;
  /** What the shop owes people by law: notices of results, and consents that have to be confirmed again; the soonest due first. */
  consentTasks$(query: ConsentTaskQuery): Observable<ConsentTaskPage>;
  personConsents$(userId: string): Observable<PersonConsents | undefined>;
  recordConsent(said: Omit<RecordConsent, 'kind'>): Promise<void>;
  noteNotices(told: readonly Omit<NoteNotice, 'kind'>[]): Promise<void>;
  reconfirmConsents(answers: readonly Omit<ReconfirmConsent, 'kind'>[]): Promise<void>;
  /** Has results told by AlimTalk; whose arrived leaves the list by itself, and everybody else stays on it. */
  sendNotices(notices: SendNotices['notices']): Promise<void>;
  markMinor(minor: Omit<MarkMinor, 'kind'>): Promise<void>;
  recordPurchase(purchase: Omit<RecordPurchase, 'kind'>): Promise<void>;
  /** Everything with what proves it: the server's alone; rejects with `server.unreachable` without a connection. */
  consentHistory(userId: string): Promise<ConsentHistory>;
  /** One message to whoever works at this desk; needs a connection, and rejects with `server.unreachable` without one. */
  sendTest(asked: TestSend): Promise<TestSent>;
  /** The address at which a browser connects this member's own Kakao account; good once, for ten minutes. */
  connectKakao(): Promise<string>;
  /** Quarantine is the server's alone: these four need a connection, and reject with `server.unreachable` without one. */
  packets(query: PacketQuery): Promise<QuarantinePage>;
  packet(id: string): Promise<InspectedPacket>;
  /** As it came, or with a corrected event in its place. */
  replayPacket(id: string, event?: unknown): Promise<PacketReleased>;
  discardPacket(id: string): Promise<PacketReleased>;

  /** Begins to read everything that is kept here from the disk and to compare it with the server; `proof$` tells how far it is and what it finds. */
  verify(): Promise<void>;
  cancelVerify(): Promise<void>;
  /** What was found to differ has been looked at. */
  seeDifferences(): Promise<void>;
  /** Downloads every read model again; what waits to be sent stays. */
  downloadAgain(): Promise<void>;

  /** Takes the replica over from a window that does not answer. */
  takeOver(): Promise<void>;
  syncNow(): Promise<void>;
  /** The page is looked at again, or was brought back: the line to the server is looked after at once. */
  wake(): Promise<void>;
  /** The browser's bearer token, given once after sign-in by code; the desktop's requests carry none. */
  signIn(token: string): Promise<void>;
}
