import type { Activity } from '../../../contract/activity.ts';
import type { DispatchItem } from '../../../contract/dispatch.ts';
import type { Lead, LeadStatus, RequestType } from '../../../contract/lead.ts';
import type { LeadFilter, LeadSort } from '../../../contract/lead-filter.ts';
import type { Person } from '../../../contract/person.ts';
import type { Product } from '../../../contract/product.ts';
import type { ScoreBand } from '../../../contract/score-band.ts';
import type { Recommendation } from '../../../domain/recommendation/recommend.ts';
import type { Score } from '../../../domain/scoring/score-term.ts';
import type { ConflictRow } from '../conflicts/conflict-row.ts';
import type { SagaStep } from '../requests/request-saga.ts';

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
