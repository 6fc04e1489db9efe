import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aProduct } from '../../../contract/testing/build-document.ts';
import type { PlannedRecipient } from '../desk/dispatch-plan.ts';
import { peopleIn, planOf, type WholePlan } from './whole-plan.ts';

const mug = [aProduct({ id: 'mug', productId: 'mug', name: '유리 머그' })];
const pan = [aProduct({ id: 'pan', productId: 'pan', name: '무쇠 팬' })];

const who = (userId: string, more: Partial<PlannedRecipient> = {}): PlannedRecipient => ({ userId, leadIds: [], products: mug, ...more });

function aPlan(recipients: readonly PlannedRecipient[]): WholePlan {
  const left = recipients.flatMap(({ skipped }) => skipped ?? []);
  const skipped = [...new Set(left)].map((value) => ({ value, count: left.filter((one) => one === value).length }));
  return { recipients, sendable: recipients.length - left.length, skipped };
}

const plan = aPlan([who('a', { skipped: 'contact.missing' }), who('b'), who('c', { skipped: 'consent.missing', products: pan }), who('d')]);

describe('a plan as it is counted', () => {
  test('given ten thousand people, none of them is in it', () => {
    expect(planOf(plan)).not.toHaveProperty('recipients');
    expect(planOf(plan)).toMatchObject({ people: 4, sendable: 2, skipped: plan.skipped });
  });

  test('given one product for many, it is named once; what only those left out would get does not go out', () => {
    expect(planOf(plan).products).toEqual([{ id: 'mug', name: '유리 머그' }]);
  });

  test('given some who can be reached, it says what the first of them gets; given none, nothing', () => {
    expect(planOf(plan).first).toEqual(['mug']);
    expect(planOf(aPlan([who('a', { skipped: 'contact.missing' })]))).not.toHaveProperty('first');
  });

  test('given the same people with the same, it is the same plan; given anything else for anybody, it is another (I8)', () => {
    const others = [
      aPlan(plan.recipients.slice(1)),
      aPlan(plan.recipients.map((one) => ({ ...one, products: pan }))),
      aPlan(plan.recipients.map(({ skipped: _reason, ...one }) => one)),
      aPlan([...plan.recipients].reverse()),
    ];

    expect(planOf(aPlan(plan.recipients.map((one) => ({ ...one }))))).toEqual(planOf(plan));
    expect(new Set([plan, ...others].map((one) => planOf(one).id)).size).toBe(5);
  });
});

describe('who of a plan is looked at', () => {
  test('given those who get it, or those left out for a reason, they are told in their order', () => {
    const usersIn = (view: Parameters<typeof peopleIn>[1]) => peopleIn(plan, view).map(({ userId }) => userId);

    expect(usersIn({ kind: 'reachable' })).toEqual(['b', 'd']);
    expect(usersIn({ kind: 'leftOut' })).toEqual(['a', 'c']);
    expect(usersIn({ kind: 'leftOut', reason: 'consent.missing' })).toEqual(['c']);
  });

  test('given any audience, reachable and left out make it up, and each reason shows as many people as it counts', () => {
    const audience = fc.array(fc.option(fc.constantFrom('consent.missing' as const, 'contact.missing' as const, 'cap.day' as const)));

    fc.assert(
      fc.property(audience, (reasons) => {
        const any = aPlan(reasons.map((reason, n) => who(`${n}`, reason === null ? {} : { skipped: reason })));
        const { people, sendable, skipped } = planOf(any);

        expect(peopleIn(any, { kind: 'reachable' })).toHaveLength(sendable);
        expect(peopleIn(any, { kind: 'leftOut' })).toHaveLength(people - sendable);
        for (const { value, count } of skipped) expect(peopleIn(any, { kind: 'leftOut', reason: value })).toHaveLength(count);
      }),
    );
  });
});
