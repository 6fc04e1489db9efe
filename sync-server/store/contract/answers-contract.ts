import { expect, test } from 'vitest';
import { someTime } from '../../../contract/testing/build-event.ts';
import type { EventFact } from '../port/fact.ts';
import type { OutboxRow } from '../port/feed.ts';
import type { Given } from '../store-contract.ts';
import { anAccepted, aRefused } from '../testing/build-answer.ts';
import { aSearchFact } from '../testing/build-fact.ts';

const ALL = 1_000;

/** The one answer of an event that came again is queued again, same id and bytes. */
export function answersContract(given: Given): void {
  const append = (facts: readonly EventFact[]) => given.store().log.appendEvents('shop', facts);
  const queue = (rows: readonly OutboxRow[]) => given.store().feed.transaction('shop', (tx) => tx.queue(rows));
  const waiting = (client = 'chatbot') => given.store().outbox.waiting('shop', client, 0, ALL);
  const settleAll = async () => {
    const ids = (await waiting()).map(({ id }) => id);
    await given.store().outbox.settle('shop', ids, someTime);
  };

  async function threeAnswered(): Promise<readonly [EventFact, EventFact, EventFact]> {
    const facts = [aSearchFact(), aSearchFact(), aSearchFact()] as const;
    await append(facts);
    const messages = facts.map(({ factId }) => anAccepted(factId));
    await queue([{ client: 'chatbot', messages, answers: { first: 1, last: 3 } }]);
    return facts;
  }

  test('given an answer that was handed over, queues that one message again', async () => {
    const [, second] = await threeAnswered();
    await settleAll();

    await append([second]);

    expect((await waiting()).map(({ messages }) => messages)).toEqual([[anAccepted(second.factId)]]);
  });

  test('given answers of which some are acknowledged, tells of each event its own, the oldest first, and when it was', async () => {
    const [first, second] = await threeAnswered();
    await settleAll();
    await queue([{ client: 'chatbot', messages: [aRefused(second.factId)], answers: { first: 2, last: 2 } }]);
    const told = (eventId: string, position: number, client = 'chatbot') =>
      given.store().outbox.answersTo('shop', { client, eventId, position });

    expect(await told(first.factId, 1)).toEqual([{ message: anAccepted(first.factId), doneAt: someTime }]);
    const both = [{ message: anAccepted(second.factId), doneAt: someTime }, { message: aRefused(second.factId) }];
    expect(await told(second.factId, 2)).toEqual(both);
    expect(await told(first.factId, 1, 'kiosk')).toEqual([]);
  });

  test('given an answer that waits still, queues nothing', async () => {
    const [first, second] = await threeAnswered();

    await append([first, second, second]);

    expect(await waiting()).toHaveLength(1);
  });

  test('given an answer queued again, waits for that one before it queues another', async () => {
    const [first] = await threeAnswered();
    await settleAll();

    await append([first, first]);
    await append([first]);

    expect((await waiting()).map(({ messages }) => messages)).toEqual([[anAccepted(first.factId)]]);
  });

  test('given an answer queued again and handed over, queues it once more', async () => {
    const [first] = await threeAnswered();
    await settleAll();
    await append([first]);
    await settleAll();

    await append([first]);

    expect((await waiting()).map(({ messages }) => messages)).toEqual([[anAccepted(first.factId)]]);
  });

  test('given an event that is not folded yet, leaves its answer to the fold', async () => {
    const fact = aSearchFact();
    await append([fact]);

    await append([fact]);

    expect(await waiting()).toEqual([]);
  });

  test('given a later answer to the same event, queues the later one', async () => {
    const [first] = await threeAnswered();
    await queue([{ client: 'chatbot', messages: [aRefused(first.factId)], answers: { first: 1, last: 1 } }]);
    await settleAll();

    await append([first]);

    expect((await waiting()).map(({ messages }) => messages)).toEqual([[aRefused(first.factId)]]);
  });

  test('given answers over any ranges, wide ones among them, finds each event its own', async () => {
    const facts = Array.from({ length: 40 }, () => aSearchFact());
    await append(facts);
    const ranges = [
      [1, 1],
      [2, 6],
      [7, 40],
      [3, 38],
      [12, 12],
      [1, 40],
    ] as const; // first and last position, as the batches overlap
    const answeredIn = ranges.map(([first, last]) => ({
      first,
      last,
      facts: facts.slice(first - 1, last).filter((_, index) => index % 3 === 0),
    }));
    await queue(
      answeredIn.map(({ first, last, facts: own }) => ({
        client: 'chatbot',
        messages: own.map(({ factId }) => anAccepted(factId)),
        answers: { first, last },
      })),
    );
    await settleAll();

    await append(facts);

    const answered = new Set(answeredIn.flatMap(({ facts: own }) => own.map(({ factId }) => factId)));
    const again = (await waiting()).flatMap(({ messages }) => messages);
    expect(again).toEqual(facts.filter(({ factId }) => answered.has(factId)).map(({ factId }) => anAccepted(factId)));
  });

  test('given the id reused with another body, queues no answer', async () => {
    const [first] = await threeAnswered();
    await settleAll();

    await append([{ ...first, digest: 'other' }]);

    expect(await waiting()).toEqual([]);
  });
}
