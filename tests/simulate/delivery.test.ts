import { expect, test } from 'vitest';
import { conversation, type Play } from './conversation.ts';
import { deliveries } from './delivery.ts';
import { seededRandom } from './random.ts';
import { take } from './take.ts';

const play: Play = { seed: '7', startedAt: 1_790_000_000_000, users: 20, clients: 3 };
const said = [
  ...take(
    conversation(play, (index) => play.startedAt + index),
    2_000,
  ),
];
const delivered = () => [...deliveries(said, seededRandom('7', 'network'))];

test('given a conversation, all of it is delivered, nothing else, and the same way for the same seed', () => {
  const first = delivered().filter(({ again }) => !again);

  expect(first.map(({ event }) => event.eventId).sort()).toEqual(said.map(({ event }) => event.eventId).sort());
  expect(delivered()).toEqual(delivered());
});

test('given second copies, each comes after the first, through the same client and with the same body', () => {
  const seen = new Map<string, string>();
  const copies = delivered().filter(({ again, ...delivery }) => {
    if (!again) seen.set(delivery.event.eventId, JSON.stringify(delivery));
    return again;
  });

  expect(copies.length).toBeGreaterThan(20);
  expect(copies.filter(({ again: _, ...delivery }) => seen.get(delivery.event.eventId) !== JSON.stringify(delivery))).toEqual([]);
});

test('given a bad network, some events arrive behind younger ones', () => {
  const times = delivered().map(({ event }) => event.occurredAt);

  expect(times.filter((at, index) => at < Math.max(0, ...times.slice(0, index))).length).toBeGreaterThan(50);
});
