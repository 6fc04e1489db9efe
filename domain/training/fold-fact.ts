import type { LastRequest, TailMessage } from '../../contract/lead.ts';
import type { RequestStanding } from '../../contract/request-standing.ts';
import { newer } from '../order.ts';
import { kstDay } from '../time/kst.ts';
import { unreachable } from '../unreachable.ts';
import { addDays, countOnDay, type DayColumn } from './days.ts';
import type { ChatFact, Decision, Training } from './training.ts';

const tailLength = 3;

/**
 * Folds one fact into the training data.
 *
 * Chat clients go offline and flush late, and decisions are made later still, so any order of the same facts gives the
 * same result. `at` is the clamped time, never the client's own. Dropping duplicates is the log's job.
 */
export function foldFact<T extends Training>(training: T, fact: ChatFact | Decision): T {
  const seen = { firstSeenAt: Math.min(training.firstSeenAt, fact.at), ...newestSeen(training, lastSeenOf(fact)) };
  switch (fact.kind) {
    case 'searched':
      return { ...training, ...seen, searches: training.searches + 1, days: countOnDay(training.days, kstDay(fact.at), 'searches', 1) };
    case 'questioned':
      return {
        ...training,
        ...seen,
        questions: training.questions + 1,
        days: countOnDay(training.days, kstDay(fact.at), 'questions', 1),
        tail: withMessage(training.tail, toMessage(fact, 'questioned')),
      };
    case 'requested':
      return { ...training, ...seen, waiting: training.waiting + 1, tail: withMessage(training.tail, toMessage(fact, 'requested')) };
    case 'decided':
      return { ...training, ...seen, ...moveRequest(training, fact) };
    default:
      return unreachable(fact);
  }
}

/** Training of the facts of both: folding a part here and a part there, then merging, equals folding all. */
export function mergeTraining(a: Training, b: Training): Training {
  const lastRequest = newestRequest(a.lastRequest, b.lastRequest);
  return {
    searches: a.searches + b.searches,
    questions: a.questions + b.questions,
    waiting: a.waiting + b.waiting,
    requests: a.requests + b.requests,
    refusals: a.refusals + b.refusals,
    days: addDays(a.days, b.days),
    ...(lastRequest && { lastRequest }),
    firstSeenAt: Math.min(a.firstSeenAt, b.firstSeenAt),
    ...newestSeen(a, b),
    tail: newestMessages([...a.tail, ...b.tail]),
  };
}

type LastSeen = Pick<Training, 'lastSeenAt' | 'lastReceivedAt'>;

/** A decision is of its request's time; when that was received only the request itself says. */
const lastSeenOf = (fact: ChatFact | Decision): LastSeen => ({
  lastSeenAt: fact.at,
  lastReceivedAt: fact.kind === 'decided' ? 0 : fact.receivedAt,
});

/** The later by `(lastSeenAt, lastReceivedAt)`: a maximum, whatever the order. */
function newestSeen(a: LastSeen, b: LastSeen): LastSeen {
  const isNewer = a.lastSeenAt > b.lastSeenAt || (a.lastSeenAt === b.lastSeenAt && a.lastReceivedAt >= b.lastReceivedAt);
  const { lastSeenAt, lastReceivedAt } = isNewer ? a : b;
  return { lastSeenAt, lastReceivedAt };
}

function moveRequest(training: Training, { was, is, ...decision }: Decision): Partial<Training> {
  const counts = { waiting: training.waiting, requests: training.requests, refusals: training.refusals };
  counts[was] -= 1;
  counts[is] += 1;
  const lastRequest = newestRequest(training.lastRequest, toLastRequest(decision, is));
  const days = countStanding(countStanding(training.days, decision.at, was, -1), decision.at, is, 1);
  return { ...counts, days, ...(lastRequest && { lastRequest }) };
}

function countStanding(days: Training['days'], at: number, standing: RequestStanding, by: number): Training['days'] {
  return standing === 'waiting' ? days : countOnDay(days, kstDay(at), standing satisfies DayColumn, by);
}

function toLastRequest({ at, requestEventId, decisionNo }: Omit<Decision, 'was' | 'is'>, is: RequestStanding): LastRequest {
  return { at, requestEventId, decisionNo, ...(is !== 'waiting' && { requestType: is === 'requests' ? ('1' as const) : ('0' as const) }) };
}

/** The newest decision by `(at, requestEventId, decisionNo)`. */
function newestRequest(a: LastRequest | undefined, b: LastRequest | undefined): LastRequest | undefined {
  if (!a || !b) return a ?? b;
  if (a.at !== b.at) return a.at > b.at ? a : b;
  if (a.requestEventId !== b.requestEventId) return a.requestEventId > b.requestEventId ? a : b;
  return a.decisionNo >= b.decisionNo ? a : b;
}

const toMessage = ({ at, factId, text }: ChatFact, kind: TailMessage['kind']): TailMessage => ({
  at,
  factId,
  kind,
  ...(text !== undefined && { text }),
});

const newestMessages = (messages: readonly TailMessage[]): TailMessage[] =>
  [...messages].sort((a, b) => (newer(a, b) ? -1 : 1)).slice(0, tailLength);

/** The same of one more message; nearly always it is the newest. */
function withMessage(tail: readonly TailMessage[], message: TailMessage): TailMessage[] {
  const [newest] = tail;
  return newest && !newer(message, newest) ? newestMessages([...tail, message]) : [message, ...tail.slice(0, tailLength - 1)];
}
