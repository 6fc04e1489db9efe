import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anAccepted, aRefused } from '../store/testing/build-answer.ts';
import { mostMessagesOfRow, type Outgoing, toOutboxRows } from './outbox-rows.ts';

const anyOutgoing: fc.Arbitrary<Outgoing> = fc
  .record({
    client: fc.constantFrom('bot', 'kiosk'),
    refused: fc.boolean(),
    eventId: fc.uuid(),
    answers: fc.option(fc.integer({ min: 1, max: 99 })),
  })
  .map(({ client, refused, eventId, answers }) => ({
    client,
    message: refused ? aRefused(eventId) : anAccepted(eventId),
    ...(answers !== null && { answers }),
  }));

test('given any messages, each client gets its own once, in order within a kind, and each row names the events it answers', () => {
  fc.assert(
    fc.property(fc.array(anyOutgoing, { maxLength: 30 }), (outgoing) => {
      const rows = toOutboxRows(outgoing);

      for (const client of ['bot', 'kiosk']) {
        for (const kind of ['accepted', 'refused']) {
          const own = outgoing.filter((item) => item.client === client && item.message.kind === kind);
          const kept = rows.filter((row) => row.client === client && row.messages[0]?.kind === kind);
          const positions = own.flatMap(({ answers }) => answers ?? []);
          expect(kept.flatMap(({ messages }) => messages)).toEqual(own.map(({ message }) => message));
          expect(kept.flatMap(({ answers }) => (answers ? [answers.first, answers.last] : []))).toEqual(
            positions.length > 0 ? [Math.min(...positions), Math.max(...positions)] : [],
          );
        }
      }
    }),
  );
});

test('given more messages than a client should have to take again after a broken connection, they are several rows', () => {
  const outgoing = Array.from({ length: 2 * mostMessagesOfRow + 1 }, (_, index) => ({
    client: 'bot',
    message: anAccepted(String(index)),
    answers: index + 1,
  }));

  const rows = toOutboxRows(outgoing);

  expect(rows.map(({ messages, answers }) => [messages.length, answers])).toEqual([
    [mostMessagesOfRow, { first: 1, last: mostMessagesOfRow }],
    [mostMessagesOfRow, { first: mostMessagesOfRow + 1, last: 2 * mostMessagesOfRow }],
    [1, { first: 2 * mostMessagesOfRow + 1, last: 2 * mostMessagesOfRow + 1 }],
  ]);
});
