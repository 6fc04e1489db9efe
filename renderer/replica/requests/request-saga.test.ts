import { expect, test } from 'vitest';
import { messageId } from '../../../domain/identity/ids.ts';
import { type Decided, sagaOf } from './request-saga.ts';

const decided = (decisionNo: number, outcome: Decided['outcome']): Decided => ({
  ...{ id: `d${decisionNo}`, kind: 'decided', at: decisionNo, by: 'system', leadId: '39~001', requestEventId: 'e', requestedAt: 0 },
  ...{ decisionNo, outcome, rule: 'default.approve', version: 1 },
});
const told = (decision: Decided) => messageId(decision.id, decision.outcome === 'approve' ? 'approved' : 'refused');

test('given a request that waited, was refused and turned round, each way was told once, whatever order they came in', () => {
  const [review, refusal, approval] = [decided(1, 'review'), decided(2, 'refuse'), decided(3, 'approve')];

  const steps = sagaOf(
    [approval, review, refusal],
    [
      { id: told(refusal), kind: 'refused', acknowledgedAt: 9 },
      { id: told(approval), kind: 'approved' },
    ],
  );

  expect(steps.map((step) => (step.kind === 'told' ? step.requestType : step.decision.outcome))).toEqual([
    'review',
    'refuse',
    '0',
    'approve',
    '1',
  ]);
  expect(steps[2]).toMatchObject({ delivery: { state: 'acknowledged', at: 9 } });
  expect(steps[4]).toMatchObject({ delivery: { state: 'waiting' } });
});

test('given a rule that a person confirmed, and no server to ask, it was told once and nobody knows whether it arrived', () => {
  const steps = sagaOf([decided(1, 'approve'), decided(2, 'approve')], undefined);

  expect(steps.filter(({ kind }) => kind === 'told')).toMatchObject([{ requestType: '1', delivery: { state: 'unknown' } }]);
});
