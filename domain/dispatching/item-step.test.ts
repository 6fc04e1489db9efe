import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DispatchItem, itemStates } from '../../contract/dispatch.ts';
import { afterStep, foldItem, itemSteps, moveItem, noItems } from './item-step.ts';

const queued: DispatchItem = {
  id: 'a'.repeat(64),
  dispatchId: '01KAAAAAAAAAAAAAAAAAAAAAAA',
  userId: '39',
  productIds: ['001'],
  state: 'queued',
  at: 0,
  attempt: 0,
};
const ended = ['sent', 'failed', 'skipped', 'cancelled'] as const;

test('given an ended item, no step moves it again (I7)', () => {
  for (const state of ended) for (const step of itemSteps) expect(afterStep(state, step)).toBeNull();
});

test('given any steps, an item is handed over again only after a look-up said that it was not sent (I7)', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...itemSteps)), (steps) => {
      let item = queued;
      let mayBeOut = false;
      for (const step of steps) {
        const next = foldItem(item, { step, attempt: 1, at: 1 });
        if (next.state === 'sending' && item.state !== 'sending') {
          expect(mayBeOut).toBe(false);
          mayBeOut = true;
        }
        if (step === 'released' && next.state === 'queued') mayBeOut = false;
        item = next;
      }
    }),
  );
});

test('given moves from state to state, the counts still sum to the audience', () => {
  const anyState = fc.constantFrom(...itemStates);

  fc.assert(
    fc.property(fc.array(fc.tuple(anyState, anyState)), (moves) => {
      const counts = moves.reduce((before, [was, is]) => moveItem(before, was, is), { ...noItems(), queued: 10 });

      expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(10);
    }),
  );
});

test('given an item that was released, its old reason is gone', () => {
  const uncertain = foldItem(foldItem(queued, { step: 'intended', attempt: 1, at: 1 }), {
    step: 'unknown',
    attempt: 1,
    at: 2,
    reason: 'provider.unknownResult',
  });

  expect(foldItem(uncertain, { step: 'released', attempt: 1, at: 3 }).reason).toBeUndefined();
});
