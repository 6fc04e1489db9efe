import fc from 'fast-check';
import { expect, test } from 'vitest';
import { itemStates, itemSteps, mostMoments } from '../../contract/dispatch.ts';
import { anItem } from '../../contract/testing/build-document.ts';
import { afterStep, foldItem, isOpen, moveItem, noItems, type TakenStep } from './item-step.ts';

const ended = ['delivered', 'failed', 'skipped', 'cancelled', 'expired'] as const;
const anyStep = fc.constantFrom(...itemSteps);
const taken = (...steps: readonly TakenStep['step'][]) =>
  steps.reduce((item, step, at) => foldItem(item, { step, attempt: 1, at, rawCode: String(at) }), anItem());

test('given an ended item, no step moves it again (I7)', () => {
  for (const state of ended) for (const step of itemSteps) expect(afterStep(state, step)).toBeNull();
});

test('given any steps, an item is committed again only after it was known not to have left (I7)', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 60 }), (steps) => {
      let item = anItem();
      let mayBeOut = false;
      for (const step of steps) {
        const next = foldItem(item, { step, attempt: 1, at: 1 });
        if (next.state === 'committed' && item.state !== 'committed') {
          expect(mayBeOut).toBe(false);
          mayBeOut = true;
        }
        if (next.state === 'pending' && item.state !== 'pending') mayBeOut = false;
        item = next;
      }
    }),
  );
});

test('given an item that has been accepted, no step opens it again: only what became of it may still change (I7)', () => {
  fc.assert(
    fc.property(fc.array(anyStep), (steps) => {
      const open = steps.reduce(
        (item, step) => foldItem(item, { step, attempt: 1, at: 1 }),
        taken('eligible', 'claimed', 'committed', 'accepted'),
      );

      expect(isOpen(open.state)).toBe(false);
    }),
  );
});

test('given reports in any order, a delivery that was told before the answer stands, and so does one told after a doubt', () => {
  expect(taken('eligible', 'claimed', 'committed', 'delivered', 'accepted').state).toBe('delivered');
  expect(taken('eligible', 'claimed', 'committed', 'ambiguous', 'uncertain', 'delivered').state).toBe('delivered');
  expect(taken('eligible', 'claimed', 'committed', 'accepted', 'delivered', 'failed').state).toBe('delivered');
});

test('given a delivery that is told after the attempt was given up, nothing is sent again (I7)', () => {
  expect(taken('eligible', 'claimed', 'committed', 'released', 'delivered').state).toBe('delivered');
});

test('given moves from state to state, the counts still sum to the audience', () => {
  const anyState = fc.constantFrom(...itemStates);

  fc.assert(
    fc.property(fc.array(fc.tuple(anyState, anyState)), (moves) => {
      const counts = moves.reduce((before, [was, is]) => moveItem(before, was, is), { ...noItems(), pending: 10 });

      expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(10);
    }),
  );
});

test('given an item that was released, what was of that attempt is gone and the failure is counted', () => {
  const claimed = foldItem(taken('eligible'), { step: 'claimed', attempt: 1, at: 1, batchId: 'b'.repeat(64), provider: 'solapi' });
  const ambiguous = foldItem(foldItem(claimed, { step: 'committed', attempt: 1, at: 2 }), {
    ...{ step: 'ambiguous', attempt: 1, at: 3 },
    reason: 'provider.unknownResult',
  });

  const released = foldItem(ambiguous, { step: 'released', attempt: 1, at: 4, notBefore: 9 });

  expect(released).toMatchObject({ state: 'pending', failures: 1, notBefore: 9, provider: 'solapi' });
  expect(released.reason).toBeUndefined();
  expect(released.batchId).toBeUndefined();
});

test('given more moments than are kept, the newest stay', () => {
  const back = ['claimed', 'returned'] as const;

  const item = taken('eligible', ...Array.from({ length: mostMoments }, () => back).flat());

  expect(item.history).toHaveLength(mostMoments);
  expect(item.history.at(-1)).toMatchObject({ step: 'returned', code: String(2 * mostMoments) });
});

test('given a report of the receipt, when the provider took it stays', () => {
  expect(taken('eligible', 'claimed', 'committed', 'accepted', 'delivered')).toMatchObject({ acceptedAt: 3, at: 4, state: 'delivered' });
});
