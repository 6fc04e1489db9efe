import { expect, test } from 'vitest';
import { keepPlans } from './kept-plans.ts';
import type { WholePlan } from './whole-plan.ts';

const planFor = (userId: string): WholePlan => ({
  recipients: [{ userId, leadIds: [], products: [], skipped: 'product.unknown' }],
  sendable: 0,
  skipped: [{ value: 'product.unknown', count: 1 }],
});

test('given a plan that is looked at while others are made, it is kept, and those that nobody looks at go', () => {
  const plans = keepPlans();
  const [open, left] = [plans.keep(planFor('open')), plans.keep(planFor('left'))];

  for (let n = 0; n < 20; n += 1) {
    plans.keep(planFor(`${n}`));
    expect(plans.of(open.id)).toEqual(planFor('open'));
  }

  expect(plans.of(left.id)).toBeUndefined();
});
