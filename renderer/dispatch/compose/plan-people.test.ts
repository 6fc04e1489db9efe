import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DispatchPlan, PlannedRecipient } from '../../replica/desk.ts';
import { leftOutOf, peopleIn, productsOf, viewStillIn } from './plan-people.ts';

const mug = {
  id: 'mug',
  productId: 'mug',
  name: '유리 머그',
  priceKrw: 9_000,
  imageUrl: 'https://shop.example/mug.jpg',
  url: 'https://shop.example/mug',
  inStock: true,
  category: '주방',
  at: 0,
  factId: 'f',
};
const who = (userId: string, more: Partial<PlannedRecipient> = {}): PlannedRecipient => ({ userId, leadIds: [], products: [mug], ...more });
const plan: DispatchPlan = {
  recipients: [who('a'), who('b', { skipped: 'consent.missing' }), who('c', { skipped: 'contact.missing' }), who('d')],
  sendable: 2,
  skipped: [
    { value: 'consent.missing', count: 1 },
    { value: 'contact.missing', count: 1 },
  ],
};

test('given a plan, those who get it and those left out make up everybody', () => {
  const reachable = peopleIn(plan, { kind: 'reachable' });
  const leftOut = peopleIn(plan, { kind: 'leftOut' });

  expect(reachable.map(({ userId }) => userId)).toEqual(['a', 'd']);
  expect(leftOut.map(({ userId }) => userId)).toEqual(['b', 'c']);
  expect(leftOut).toHaveLength(leftOutOf(plan));
});

test('given a reason, only the people left out for it are shown', () => {
  expect(peopleIn(plan, { kind: 'leftOut', reason: 'contact.missing' }).map(({ userId }) => userId)).toEqual(['c']);
});

test('given one product for many, it is counted once', () => {
  expect([...productsOf(plan)]).toEqual([['mug', '유리 머그']]);
});

test('given a reason that the next plan has nobody for, everybody left out is shown', () => {
  expect(viewStillIn(plan, { kind: 'leftOut', reason: 'cap.day' })).toEqual({ kind: 'leftOut' });
  expect(viewStillIn(plan, { kind: 'leftOut', reason: 'contact.missing' })).toEqual({ kind: 'leftOut', reason: 'contact.missing' });
});

test('given any audience, reachable and left out make it up, and each reason shows as many people as it counts', () => {
  const audience = fc.array(fc.option(fc.constantFrom('consent.missing' as const, 'contact.missing' as const, 'cap.day' as const)));

  fc.assert(
    fc.property(audience, (reasons) => {
      const recipients = reasons.map((reason, n) => who(`${n}`, reason === null ? {} : { skipped: reason }));
      const left = reasons.filter((reason) => reason !== null);
      const skipped = [...new Set(left)].map((value) => ({ value, count: left.filter((one) => one === value).length }));
      const any: DispatchPlan = { recipients, sendable: recipients.length - left.length, skipped };

      expect(peopleIn(any, { kind: 'reachable' }).length + peopleIn(any, { kind: 'leftOut' }).length).toBe(recipients.length);
      expect(leftOutOf(any)).toBe(left.length);
      for (const { value, count } of skipped) expect(peopleIn(any, { kind: 'leftOut', reason: value })).toHaveLength(count);
    }),
  );
});
