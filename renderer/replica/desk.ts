import type { Observable } from 'rxjs';
import type { Activity } from '../../contract/activity.ts';
import type { MarkMinor } from '../../contract/command/mark-minor.ts';
import type { NoteNotice } from '../../contract/command/note-notice.ts';
import type { ReconfirmConsent } from '../../contract/command/reconfirm-consent.ts';
import type { RecordConsent } from '../../contract/command/record-consent.ts';
import type { ExportedList } from '../../contract/command/record-export.ts';
import type { RecordPurchase } from '../../contract/command/record-purchase.ts';
import type { SendNotices } from '../../contract/command/send-notices.ts';
import type { KeptValue } from '../../contract/command/settle-conflicts.ts';
import type { FoundOut } from '../../contract/command/settle-item.ts';
import type { Act } from '../../contract/command.ts';
import type { ConsentHistory } from '../../contract/consent-history.ts';
import type { Dispatch, DispatchItem } from '../../contract/dispatch.ts';
import type { FailureCode } from '../../contract/failure.ts';
import type { Lead, LeadStatus, RequestType } from '../../contract/lead.ts';
import type { LeadField } from '../../contract/lead-field.ts';
import type { LeadFilter, LeadSort } from '../../contract/lead-filter.ts';
import type { ConsentState, Notice, Person, Transaction } from '../../contract/person.ts';
import type { ClassifierCard } from '../../contract/policy/classifier-card.ts';
import type { DecisionRules } from '../../contract/policy/decision-policy.ts';
import type { Lessons } from '../../contract/policy/lessons.ts';
import type { NeighboursCard } from '../../contract/policy/neighbours-card.ts';
import type { ScoreRules } from '../../contract/policy/score-policy.ts';
import type { PolicyId, PolicyRules } from '../../contract/policy.ts';
import type { Product } from '../../contract/product.ts';
import type { InspectedPacket, PacketReleased, QuarantinePage } from '../../contract/quarantine.ts';
import type { ScoreBand } from '../../contract/score-band.ts';
import type { Segment } from '../../contract/segment.ts';

import type { Sending, TestSend, TestSent } from '../../contract/sending.ts';
import type { Afterwards } from '../../domain/dispatching/afterwards.ts';
import type { WrittenMessage } from '../../domain/dispatching/written-message.ts';
import type { Freshness } from '../../domain/freshness/freshness-of.ts';
import type { Recommendation } from '../../domain/recommendation/recommend.ts';
import type { ClassifierMode } from '../../domain/request-decision/learning/when-to-learn.ts';
import type { BandMatrix, BandMove } from '../../domain/scoring/band-moves.ts';
import type { Score } from '../../domain/scoring/score-term.ts';
import type { ConflictPage, ConflictQuery, ConflictRow, ConflictSelection } from './conflicts/conflict-row.ts';
import type { ConsentTaskPage, ConsentTaskQuery } from './consents/consent-task.ts';
import type { ProofState } from './proof/proof-state.ts';
import type { ProofView } from './proof/proof-view.ts';
import type { DecisionPreview } from './requests/decision-preview.ts';
import type { SagaStep } from './requests/request-saga.ts';
import type { RequestPlace, ReviewPage, ReviewQuery } from './requests/review-row.ts';

/** Where the replica stands; the status bar says all of it, always. */
export type ReplicaStatus = Readonly<{
  /** `filling`: the first full pull is under way. `openElsewhere`: another window owns the replica and does not answer. */
  connection: 'connecting' | 'filling' | 'connected' | 'offline' | 'signedOut' | 'outdated' | 'openElsewhere' | 'failed';
  /** Why it is not connected, where that is known. */
  code?: FailureCode;
  /** Another window owns the replica, and all of this is what that one says. */
  follows?: true;
  workspace?: string;
  member?: string;
  /** Documents stored so far while `filling`. */
  filled?: number;
  /** Not all of it is here yet, and the server is away: the first pull, or the one that replaces everything, goes on later. */
  incomplete?: true;
  /** Documents that this version of the desk cannot read: kept, not shown. Absent for none. */
  unreadable?: number;
  /** Events that the server has stored and not worked in yet: what is shown trails by them. Absent unless they are many. */
  lag?: number;
  /** How long the news of the last minutes took from the chat to this desk. Absent where none came while it was connected. */
  freshness?: Freshness;
  /** Commands without an outcome yet. */
  waiting: number;
  /** Dispatches that wait for a look, because their audience changed. Absent for none. */
  review?: number;
  oldestWaitingAt?: number;
  /** When every collection had last caught up with the server, epoch ms. */
  syncedAt?: number;
  /** Whether the browser promised not to evict the replica under storage pressure. */
  persisted: boolean;
  /** Whether the replica is known to be the server's. */
  proof?: ProofState;
}>;

/** A lead as the table shows it: read model plus overlay, with what other collections know of it. */
export type LeadRow = Readonly<
  Pick<
    Lead,
    | 'id'
    | 'userId'
    | 'productId'
    | 'searches'
    | 'questions'
    | 'waiting'
    | 'requests'
    | 'refusals'
    | 'status'
    | 'marketerId'
    | 'tags'
    | 'lastSeenAt'
    | 'lastReceivedAt'
  >
> &
  Readonly<{
    name?: string;
    productName?: string;
    lastRequestType?: RequestType;
    /** In 1/1024 points, as of today (KST). */
    points: number;
    band: ScoreBand;
    /** May be written to by KakaoTalk for advertising. */
    consented: boolean;
    /** When this desk showed its newest chat event, on the server's clock; absent where that was here before, or came while we were away. */
    shownAt?: number;
    /** An edit of it has not had its outcome yet. */
    pending: boolean;
  }>;

export type LeadQuery = Readonly<{ filter: LeadFilter; sort: LeadSort; offset: number; limit: number }>;

/** How many leads there would be with this value, all other facets as they are. */
export type FacetCount<V> = Readonly<{ value: V; label?: string; count: number }>;

export type LeadPage = Readonly<{
  rows: readonly LeadRow[];
  offset: number;
  /** All that match. */
  total: number;
  /** All there are. */
  all: number;
  facets: Readonly<{
    products: readonly FacetCount<string>[];
    statuses: readonly FacetCount<LeadStatus>[];
    bands: readonly FacetCount<ScoreBand>[];
    assignees: readonly FacetCount<string | null>[];
    tags: readonly FacetCount<string>[];
  }>;
}>;

/** One line of a lead's story, newest first: its chat messages, decisions, patches, conflicts and what was sent. */
export type TimelineEntry = Readonly<{ id: string; at: number }> &
  (
    | Readonly<{ kind: 'searched' }>
    | Readonly<{ kind: 'questioned' | 'requested'; text?: string /** Of a request: what became of it. */; saga?: readonly SagaStep[] }>
    | Readonly<{ kind: 'activity'; activity: Activity }>
    | Readonly<{ kind: 'dispatch'; item: DispatchItem }>
  );

export type LeadDetail = Readonly<{
  lead: Lead;
  person?: Person;
  product?: Product;
  score: Score;
  /** After so many days what somebody did is worth half; their recent terms are of less. */
  halfLifeDays: number;
  recommendation?: Recommendation;
  /** Open ones, newest first. */
  conflicts: readonly ConflictRow[];
  timeline: readonly TimelineEntry[];
  /** `local`: from the replica; `server`: the log's full story was fetched too. */
  timelineFrom: 'local' | 'server';
}>;

export type DayTotals = Readonly<{ day: string; searches: number; questions: number; requests: number; refusals: number }>;

export type Overview = Readonly<{
  days: readonly DayTotals[];
  totals: Omit<DayTotals, 'day'> & Readonly<{ /** Leads active in these days. */ leads: number }>;
  /** The same number of days just before. */
  previous: Omit<DayTotals, 'day'> & Readonly<{ leads: number }>;
  topProducts: readonly (Readonly<{ productId: string; name?: string }> & Omit<DayTotals, 'day'>)[];
}>;

/** Some leads by id, or everything that matches a filter at the moment of the act. */
export type LeadSelection = Readonly<{ kind: 'ids'; ids: readonly string[] }> | Readonly<{ kind: 'matching'; filter: LeadFilter }>;

/** One change for all selected leads; what each showed (`from`) is read by the replica. Absent `to` unsets. */
export type LeadChange = Readonly<{ field: LeadField; to?: string }>;

/** What was done, as undoing it names it: a command or a batch of them. */
export type Done = Readonly<{ undoes: string; leads: number }>;

/** What an undo would give back, or has, as far as this desk knows; `leftAlone` counts fields that somebody has changed since. */
export type UndoPlan = Readonly<{ leads: number; leftAlone: number }>;

export type PlannedRecipient = Readonly<{
  userId: string;
  name?: string;
  leadIds: readonly string[];
  products: readonly Product[];
  because?: Recommendation['because'];
  /** Why this person will be left out, where it is known already. */
  skipped?: FailureCode;
}>;

export type DispatchPlan = Readonly<{
  recipients: readonly PlannedRecipient[];
  sendable: number;
  skipped: readonly FacetCount<FailureCode>[];
  /** When the first of them may leave, epoch ms; absent where that is at once. */
  startsAt?: number;
}>;

export type SegmentView = Segment & Readonly<{ /** Leads in it now. */ count: number }>;

/** What is saved of a segment; without `segmentId` a new one, which needs a name and a filter. */
export type SegmentChange = Readonly<{ segmentId?: string; name?: string; filter?: LeadFilter }>;

/** A segment that was deleted, as bringing it back names it. */
export type DeletedSegment = Readonly<{ segment: Segment; undoes: string }>;

/** Leads that entered or left; the first of them by name. `gone`: there is no such lead any more. */
export type AwayPeople = Readonly<{
  count: number;
  people: readonly Readonly<{ leadId: string; user: string; product: string; gone: boolean }>[];
}>;

/** Who entered and who left each saved segment while the desk was out of step with the server; segments without news are left out. */
export type AwayView = Readonly<{
  periods: readonly Readonly<{ since: number; until: number }>[];
  segments: readonly Readonly<{
    segmentId: string;
    name: string;
    entered: AwayPeople;
    left: AwayPeople;
    /** Somebody gave it another filter meanwhile: it is not compared. */
    filterChanged?: boolean;
  }>[];
}>;

/** What people have taught about requests by deciding them; `card` is absent, and the mode `none`, until something was learned from it. */
export type ClassifierView = Readonly<
  { lessons: Lessons } & ({ mode: 'none'; card?: undefined } | { mode: ClassifierMode; card: ClassifierCard })
>;

/** A policy as it is shown here; who set it is absent where the shipped one holds. */
export type PolicyView = Readonly<{
  rules: PolicyRules;
  /** 0: the shipped one. */
  version: number;
  set?: Readonly<{ by: string; at: number; commandId: string }>;
  /** Set on this desk, and not answered by the server yet. */
  pending: boolean;
}>;

/** What other rules would make of the leads here; nothing of it is published. */
export type ScorePreview = Readonly<{
  /** Leads scored so far, of all. */
  done: number;
  leads: number;
  matrix: BandMatrix;
  /** Leads that change their band. */
  moved: number;
  /** Of each way at most fifty, those that change most first; none before all are scored. */
  movers: readonly (BandMove & Readonly<{ user: string; product: string }>)[];
}>;

/** What recommendations are made from; `card` is absent until the server has learned something. */
export type NeighboursView = Readonly<{
  card?: NeighboursCard;
  /** Of the file in use on this desk: the one that the card names, an older one, or none yet. */
  standing: 'newest' | 'older' | 'none';
  /** Why the newest is not here. */
  trouble?: FailureCode;
}>;

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

export type DispatchView = Readonly<Dispatch> &
  Readonly<{
    /** Its command has had no outcome yet: it is still on this desk. */
    pending: boolean;
    /** Its command was refused. */
    rejected?: FailureCode;
    /** Its audience has changed by so many since it was written, without a server: it waits for a look. */
    review?: Readonly<{ entered: number; left: number }>;
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

/** Which part of the audit: all of it, what people did, what rules decided, what was overwritten unseen. */
export const activityGroups = ['all', 'people', 'rules', 'conflicts'] as const;
export type ActivityGroup = (typeof activityGroups)[number];

/** The newest `limit` of a part of the audit; `by` one member. */
export type ActivityQuery = Readonly<{ group: ActivityGroup; by?: string; limit: number }>;

/** One act, with what other collections know of the leads it is about. */
export type ActivityRow = Readonly<{
  activity: Activity;
  /** All of them. */
  leads: number;
  /** Whose act an undo took back; a redo took back an undo. */
  undid?: Readonly<{ by: string; isRedo: boolean }>;
  /** The first of them, in people's words. */
  first?: Readonly<{ leadId: string; user: string; product: string }>;
}>;

export type ActivityPage = Readonly<{
  rows: readonly ActivityRow[];
  /** All that match. */
  total: number;
  /** Of each part, whoever it is by. */
  counts: Readonly<Record<ActivityGroup, number>>;
  /** Who has done something. */
  members: readonly string[];
}>;

/** Which messages in quarantine; `before` is the `next` of the page before. */
export type PacketQuery = Readonly<{ client?: string; code?: FailureCode; before?: number }>;

/** A command as people can be told of it. */
export type CommandSummary = Readonly<{
  id: string;
  kind: Act['kind'];
  issuedAt: number;
  /** Fields and what they were to become; of an undo, of what it takes back. */
  changes: readonly LeadChange[];
  leads: number;
  /** The first of the leads. */
  first?: Readonly<{ leadId: string; user: string; product: string }>;
}>;

/**
 * A command that the server refused, cannot read, or fails over: visible until a person retries, corrects or discards it, never
 * silently dropped (I6).
 */
export type RefusedCommand = CommandSummary &
  Readonly<{
    code: FailureCode;
    refusedAt: number;
    /** The one change it was to make, where another value can be given in its place. */
    correctable?: LeadChange;
    /** What waits for it, and goes where it goes. */
    held: readonly CommandSummary[];
  }>;

/** What this machine has not been answered yet, oldest first. */
export type SendQueue = Readonly<{
  waiting: number;
  /** At most twenty of them. */
  oldest: readonly CommandSummary[];
  /** When the server last answered any command, epoch ms. */
  answeredAt?: number;
  /** Why the last request failed, and when the next one leaves, epoch ms. */
  trouble?: Readonly<{ code: FailureCode; at: number; nextAt: number }>;
}>;

/**
 * What a screen may ask of the replica. Everything works offline, unless it says otherwise; streams emit at once with what is stored, then with every
 * change, and end with their subscription.
 */
/** How somebody stands to advertising. */
export type PersonConsents = Readonly<{
  userId: string;
  name?: string;
  /** The newest word on each purpose and channel; `reconfirmBy` is the KST day from which it does not hold unless it was confirmed. */
  states: readonly (ConsentState & Readonly<{ confirmedAt?: number; reconfirmBy?: string }>)[];
  /** What they said lately, oldest first, what of it they were told the result of, and what not yet. */
  words: readonly ConsentState[];
  notices: readonly Notice[];
  untold: readonly ConsentState[];
  transactions: readonly Transaction[];
  minor?: NonNullable<Person['minor']>;
  /** Something of it has had no outcome yet. */
  pending: boolean;
}>;

export interface Desk {
  readonly status$: Observable<ReplicaStatus>;
  leads$(query: LeadQuery): Observable<LeadPage>;
  lead$(id: string): Observable<LeadDetail | undefined>;
  overview$(from: string, to: string): Observable<Overview>;
  products$(): Observable<readonly Product[]>;
  members$(): Observable<readonly string[]>;
  dispatches$(): Observable<readonly DispatchView[]>;
  items$(dispatchId: string): Observable<readonly ItemView[]>;
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
  /** Who would get what, and when, if it were sent now. */
  planDispatch(composed: Composed): Promise<DispatchPlan>;
  /** More than 1,000 people are asked for in several dispatches, cancelled one by one; `dispatchId` is the first one's. */
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
