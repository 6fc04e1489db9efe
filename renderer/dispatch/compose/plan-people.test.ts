import { expect, test } from 'vitest';
import type { DispatchPlan } from '../../replica/desk/dispatch-plan.ts';
import { countIn, leftOutOf, viewStillIn } from './plan-people.ts';

const plan: DispatchPlan = {
  id: 'p',
  people: 5,
  sendable: 2,
  skipped: [
    { value: 'consent.missing', count: 2 },
    { value: 'contact.missing', count: 1 },
  ],
  products: [],
};

test('given a plan, those who get it and those left out make up everybody', () => {
  expect(countIn(plan, { kind: 'reachable' }) + countIn(plan, { kind: 'leftOut' })).toBe(plan.people);
  expect(countIn(plan, { kind: 'leftOut' })).toBe(leftOutOf(plan));
});

test('given a reason, only the people left out for it are counted', () => {
  expect(countIn(plan, { kind: 'leftOut', reason: 'contact.missing' })).toBe(1);
  expect(countIn(plan, { kind: 'leftOut', reason: 'cap.day' })).toBe(0);
});

test('given a reason that the next plan has nobody for, everybody left out is shown', () => {
  expect(viewStillIn(plan, { kind: 'leftOut', reason: 'cap.day' })).toEqual({ kind: 'leftOut' });
  expect(viewStillIn(plan, { kind: 'leftOut', reason: 'contact.missing' })).toEqual({ kind: 'leftOut', reason: 'contact.missing' });
});
