import type { LastRequest, TailMessage } from '../../contract/lead.ts';
import { newer } from '../order.ts';
import { kstDay } from '../time/kst.ts';
import { unreachable } from '../unreachable.ts';
import { addDays, countOnDay, type DayColumn } from './days.ts';
import type { ChatFact, Decision, RequestStanding, Training } from './training.ts';

const tailLength = 3;

/**
 * Folds one fact into the training data.
 *
 * Chat clients go offline and flush late, and decisions are made later still, so any order of the same facts gives the
 * same result. `at` is the clamped time, never the client's own. Dropping duplicates is the log's job.
 */
export function foldFact(training: Training, fact: ChatFact | Decision): Training {
  const next = { ...training, firstSeenAt: Math.min(training.firstSeenAt, fact.at), lastSeenAt: Math.max(training.lastSeenAt, fact.at) };
  switch (fact.kind) {
    case 'searched':
      return { ...next, searches: next.searches + 1, days: countOnDay(next.days, kstDay(fact.at), 'searches', 1) };
    case 'questioned':
      return {
        ...next,
        questions: next.questions + 1,
        days: countOnDay(next.days, kstDay(fact.at), 'questions', 1),
        tail: newestMessages([...next.tail, toMessage(fact, 'questioned')]),
      };
    case 'requested':
      return { ...next, waiting: next.waiting + 1, tail: newestMessages([...next.tail, toMessage(fact, 'requested')]) };
    case 'decided':
      return moveRequest(next, fact);
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
    lastSeenAt: Math.max(a.lastSeenAt, b.lastSeenAt),
    tail: newestMessages([...a.tail, ...b.tail]),
  };
}

function moveRequest(training: Training, { was, is, ...decision }: Decision): Training {
  const left = { ...training, [was]: training[was] - 1 };
  const moved = { ...left, [is]: left[is] + 1 };
  const lastRequest = newestRequest(training.lastRequest, toLastRequest(decision, is));
  const days = countStanding(countStanding(training.days, decision.at, was, -1), decision.at, is, 1);
  return { ...moved, days, ...(lastRequest && { lastRequest }) };
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
