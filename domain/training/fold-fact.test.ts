import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RequestStanding } from '../../contract/request-standing.ts';
import { anyTime } from '../../contract/testing/arbitrary-event.ts';
import { someTime } from '../../contract/testing/build-event.ts';
import { foldFact, mergeTraining } from './fold-fact.ts';
import { type ChatFact, type Decision, type Training, untrained } from './training.ts';

const fold = (facts: readonly (ChatFact | Decision)[]): Training => facts.reduce(foldFact, untrained);

const anyStanding = fc.constantFrom<RequestStanding>('requests', 'refusals', 'waiting');

/** A request with its decision and any number of overrides, each naming what it supersedes. */
const anyRequestStory = fc
  .record({ eventId: fc.uuid(), at: anyTime, receivedAt: anyTime, verdicts: fc.array(anyStanding, { maxLength: 4 }) })
  .map(({ eventId, at, receivedAt, verdicts }): (ChatFact | Decision)[] => [
    { kind: 'requested', factId: eventId, at, receivedAt, text: '포장해 주세요' },
    ...verdicts.map(
      (is, i): Decision => ({ kind: 'decided', requestEventId: eventId, decisionNo: i + 1, at, was: verdicts[i - 1] ?? 'waiting', is }),
    ),
  ]);

const anyTalk = fc.record({
  kind: fc.constantFrom('searched' as const, 'questioned' as const),
  factId: fc.uuid(),
  at: anyTime,
  receivedAt: anyTime,
});

const anyChatStory = fc
  .tuple(fc.array(anyTalk, { maxLength: 12 }), fc.array(anyRequestStory, { maxLength: 6 }))
  .map(([talk, requests]) => [...talk, ...requests.flat()]);

test('given any arrival order, decisions and overrides shuffled in, learns the same', () => {
  const sentAndArrived = anyChatStory.chain((sent) =>
    fc.tuple(fc.constant(sent), fc.shuffledSubarray(sent, { minLength: sent.length, maxLength: sent.length })),
  );

  fc.assert(
    fc.property(sentAndArrived, ([sent, arrived]) => {
      expect(fold(arrived)).toEqual(fold(sent));
    }),
  );
});

test('given facts split between two places, merging both learns what one place would', () => {
  fc.assert(
    fc.property(anyChatStory, fc.infiniteStream(fc.boolean()), (facts, coin) => {
      const here = facts.map((fact) => ({ fact, mine: coin.next().value }));

      const mine = fold(here.filter(({ mine }) => mine).map(({ fact }) => fact));
      const theirs = fold(here.filter(({ mine }) => !mine).map(({ fact }) => fact));

      expect(mergeTraining(mine, theirs)).toEqual(fold(facts));
    }),
  );
});

test('given an override, the sums undo exactly: as if the first verdict had never counted', () => {
  const at = someTime;
  const request: ChatFact = { kind: 'requested', factId: 'r', at, receivedAt: at };
  const decided = (decisionNo: number, was: RequestStanding, is: RequestStanding): Decision => ({
    kind: 'decided',
    requestEventId: 'r',
    decisionNo,
    at,
    was,
    is,
  });

  const refusedThenApproved = fold([request, decided(1, 'waiting', 'refusals'), decided(2, 'refusals', 'requests')]);
  const approvedAtOnce = fold([request, decided(2, 'waiting', 'requests')]);

  expect(refusedThenApproved).toEqual(approvedAtOnce);
});

test('given the seed scenario, learns one question, no request, one refusal', () => {
  const at = someTime;

  const training = fold([
    { kind: 'searched', factId: 'a', at, receivedAt: at },
    { kind: 'questioned', factId: 'b', at: at + 1, receivedAt: at + 1, text: '이거 L 사이즈 있나요?' },
    { kind: 'requested', factId: 'c', at: at + 2, receivedAt: at + 2, text: '불가능' },
    { kind: 'decided', requestEventId: 'c', decisionNo: 1, at: at + 2, was: 'waiting', is: 'refusals' },
  ]);

  expect(training).toMatchObject({ searches: 1, questions: 1, waiting: 0, requests: 0, refusals: 1, days: [['2026-11-22', 1, 1, 0, 1]] });
  expect(training.lastRequest?.requestType).toBe('0');
});

test('given more messages than the tail holds, keeps the newest three by time, then by id', () => {
  const message = (factId: string, at: number): ChatFact => ({ kind: 'questioned', factId, at, receivedAt: at, text: factId });

  const { tail } = fold([message('d', 5), message('a', 1), message('c', 5), message('b', 3)]);

  expect(tail.map(({ factId }) => factId)).toEqual(['d', 'c', 'b']);
});

test('given 23:59 and 00:01 in Seoul, counts on two days', () => {
  const beforeMidnight = Date.UTC(2026, 10, 22, 14, 59);
  const afterMidnight = Date.UTC(2026, 10, 22, 15, 1);

  const { days } = fold([
    { kind: 'searched', factId: 'a', at: afterMidnight, receivedAt: afterMidnight },
    { kind: 'searched', factId: 'b', at: beforeMidnight, receivedAt: afterMidnight },
  ]);

  expect(days).toEqual([
    ['2026-11-22', 1, 0, 0, 0],
    ['2026-11-23', 1, 0, 0, 0],
  ]);
});

test('given a message that came late, knows when the newest one was received, not the one received last', () => {
  const at = someTime;

  const training = fold([
    { kind: 'searched', factId: 'a', at: at + 10, receivedAt: at + 30 },
    { kind: 'searched', factId: 'b', at, receivedAt: at + 5_000 },
  ]);

  expect(training).toMatchObject({ lastSeenAt: at + 10, lastReceivedAt: at + 30 });
});
