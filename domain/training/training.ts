import type { Lead } from '../../contract/lead.ts';
import type { RequestStanding } from '../../contract/request-standing.ts';

/** What is learned about one user and one product: the order-free half of a lead. Derived: drop it, fold the log again. */
export type Training = Readonly<
  Pick<
    Lead,
    | 'searches'
    | 'questions'
    | 'waiting'
    | 'requests'
    | 'refusals'
    | 'days'
    | 'lastRequest'
    | 'firstSeenAt'
    | 'lastSeenAt'
    | 'lastReceivedAt'
    | 'tail'
  >
>;

/** A chat event as it is folded: `at` is clamped, `receivedAt` the server's clock, `text` its personal part, absent once erased. */
export type ChatFact = Readonly<{
  kind: 'searched' | 'questioned' | 'requested';
  factId: string;
  at: number;
  receivedAt: number;
  text?: string;
}>;

/**
 * A decision on a request, by a rule or a person. `at` is its *request's* time, the day it counts on; `was` is where the
 * request stood before (`waiting`, or what the superseded decision made of it), so that it folds in any order.
 */
export type Decision = Readonly<{
  kind: 'decided';
  requestEventId: string;
  decisionNo: number;
  at: number;
  was: RequestStanding;
  is: RequestStanding;
}>;

/** Neutral for every sum, minimum, maximum and top-k of the fold. */
export const untrained: Training = {
  searches: 0,
  questions: 0,
  waiting: 0,
  requests: 0,
  refusals: 0,
  days: [],
  firstSeenAt: Number.MAX_SAFE_INTEGER,
  lastSeenAt: 0,
  lastReceivedAt: 0,
  tail: [],
};
