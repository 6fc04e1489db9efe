import { expect, test } from 'vitest';
import { aLead, anItem } from '../../contract/testing/build-document.ts';
import { afterwardsOf, nothingYet } from './afterwards.ts';

const sentAt = Date.parse('2026-11-23T01:00:00Z'); // 10:00 in Seoul
const sent = anItem({ userId: 'a', productIds: ['mug'], state: 'delivered', acceptedAt: sentAt });

test('given somebody who came back, the day of their message counts as their coming, and only later days as what they did', () => {
  const lead = aLead({
    userId: 'a',
    productId: 'mug',
    lastSeenAt: sentAt + 1,
    days: [
      ['2026-11-23', 5, 5, 5, 5],
      ['2026-11-24', 2, 1, 1, 1],
    ],
  });

  expect(afterwardsOf([sent], () => [lead])).toEqual({
    reached: 1,
    returned: 1,
    lookedAt: 1,
    requested: 0,
    searches: 2,
    questions: 1,
    requests: 2,
  });
});

test('given somebody who came for something else and asked for it, they looked at nothing that was sent', () => {
  const lead = aLead({ userId: 'a', productId: 'cup', lastSeenAt: sentAt + 9, tail: [{ at: sentAt + 9, factId: 'f', kind: 'requested' }] });

  expect(afterwardsOf([sent], () => [lead])).toMatchObject({ returned: 1, lookedAt: 0, requested: 1 });
});

test('given somebody who was last there before it, or who got nothing, nothing is said of them', () => {
  const before = aLead({ userId: 'a', productId: 'mug', lastSeenAt: sentAt });
  const later = aLead({ userId: 'b', productId: 'mug', lastSeenAt: sentAt + 1 });
  const skipped = anItem({ userId: 'b', state: 'skipped' });
  const neverArrived = anItem({ userId: 'b', state: 'failed', acceptedAt: sentAt });

  expect(afterwardsOf([sent], () => [before])).toEqual({ ...nothingYet, reached: 1 });
  expect(afterwardsOf([skipped, neverArrived], () => [later])).toEqual(nothingYet);
});
