import { expect, test } from 'vitest';
import type { DownMessage } from '../../contract/down-message.ts';
import type { UpEvent } from '../../contract/up-event.ts';
import { percentile, Tally } from './tally.ts';

const event: UpEvent = {
  kind: 'searched',
  eventId: '5f0c9f4e-0d5c-4f4b-9a50-2d1f5a2f7a01',
  occurredAt: 1,
  chatId: '1',
  userId: '39',
  productId: '001',
};
const { occurredAt: _, ...named } = event;
const answer: DownMessage = { ...named, kind: 'accepted', id: 'a'.repeat(64) };

test('given an event that was said twice and answered twice with one id, one is unanswered until then and one repeated after', () => {
  const tally = new Tally();

  tally.said({ client: 0, event, again: false });
  tally.said({ client: 0, event, again: true });
  const before = tally.summary();
  tally.acknowledged(event, 3);
  tally.heard(answer);
  tally.heard(answer);
  const after = tally.summary();

  expect(before).toMatchObject({ sent: 2, duplicates: 1, acknowledged: 0, unanswered: 1 });
  expect(after).toMatchObject({ acknowledged: 1, unanswered: 0, repeated: 1, down: { accepted: 1 }, ackMs: { p50: 3, p99: 3 } });
});

test('given values, a percentile is the nearest rank', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);

  expect([percentile(hundred, 0.5), percentile(hundred, 0.99), percentile([7], 0.99), percentile([], 0.5)]).toEqual([50, 99, 7, 0]);
});
