import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Dispatch, type DispatchItem, itemSteps } from '../../contract/dispatch.ts';
import { afterDispatchStep, dispatchSteps, endOf, stepDispatch, withItemMoved } from './dispatch-step.ts';
import { foldItem, noItems } from './item-step.ts';
import { newDispatch } from './new-dispatch.ts';

const asked = (users: number, sendAt?: number) =>
  newDispatch(
    { id: '01KAAAAAAAAAAAAAAAAAAAAAAA', by: 'owner', at: 1_000 },
    sendAt === undefined ? {} : { sendAt },
    Array.from({ length: users }, (_, n) => ({ userId: `u${n}`, productIds: ['001'] })),
  );

function move(dispatch: Dispatch, item: DispatchItem, step: (typeof itemSteps)[number]): readonly [Dispatch, DispatchItem] {
  const moved = foldItem(item, { step, attempt: 1, at: 2_000 });
  return [moved === item ? dispatch : withItemMoved(dispatch, step, item.state, moved.state), moved];
}

const counts = (some: Partial<Dispatch['counts']>) => ({ ...noItems(), ...some });

test('given blocked, cancelled or wholly failed, no step moves a dispatch again', () => {
  for (const state of ['blocked', 'cancelled', 'failed'] as const)
    for (const step of dispatchSteps) expect(afterDispatchStep(state, step)).toBeNull();
});

test('given any steps of its items, the counts are the audience, and it has ended exactly when no item is open (I7)', () => {
  const anyMove = fc.tuple(fc.nat({ max: 3 }), fc.constantFrom(...itemSteps));

  fc.assert(
    fc.property(fc.array(anyMove, { maxLength: 60 }), (moves) => {
      let { dispatch } = asked(4);
      const items = [...asked(4).items];
      for (const [at, step] of moves) [dispatch, items[at]] = move(dispatch, items[at] as DispatchItem, step) as [Dispatch, DispatchItem];

      expect(Object.values(dispatch.counts).reduce((sum, count) => sum + count, 0)).toBe(4);
      const hasEnded = ['sent', 'partially_failed', 'failed', 'blocked', 'cancelled'].includes(dispatch.state);
      expect(hasEnded).toBe(endOf(dispatch.counts) !== null);
    }),
  );
});

test('given who was skipped and who was sent to, a skip is no failure', () => {
  expect(endOf(counts({ accepted: 1, delivered: 2, skipped: 3 }))).toBe('allSent');
  expect(endOf(counts({ skipped: 3 }))).toBe('allSkipped');
  expect(endOf(counts({ accepted: 1, failed: 1 }))).toBe('someSent');
  expect(endOf(counts({ uncertain: 1, failed: 1 }))).toBe('someSent');
  expect(endOf(counts({ failed: 1, expired: 1, skipped: 1 }))).toBe('noneSent');
  expect(endOf(counts({ cancelled: 1, skipped: 1 }))).toBe('allCancelled');
  expect(endOf(counts({ accepted: 1, ambiguous: 1 }))).toBeNull();
});

test('given a late report that all arrived after all, a dispatch that had partly failed is sent', () => {
  const dispatch: Dispatch = { ...asked(2).dispatch, state: 'partially_failed', counts: counts({ delivered: 1, uncertain: 1 }) };

  expect(withItemMoved(dispatch, 'delivered', 'uncertain', 'delivered').state).toBe('sent');
});

test('given a hold, it is told while it lasts and gone with the next check', () => {
  const held = stepDispatch(asked(1).dispatch, 'hold', { reason: 'window', until: 9_000 });

  const [checked] = move(held, asked(1).items[0] as DispatchItem, 'eligible');

  expect(held).toMatchObject({ state: 'held', hold: { reason: 'window', until: 9_000 } });
  expect(checked.state).toBe('checking');
  expect(checked.hold).toBeUndefined();
});

test('given a cancel while something is being sent, it is cancelled when that has ended', () => {
  const { dispatch, items } = asked(2);
  const [first, second] = items as [DispatchItem, DispatchItem];
  const [checked, eligible] = move(dispatch, first, 'eligible');
  const [sending, claimed] = move(checked, eligible, 'claimed');
  const [cancelling] = move(stepDispatch(sending, 'cancel'), second, 'cancelled');

  const [committed, out] = move(cancelling, claimed, 'committed');
  const [ended] = move(committed, out, 'accepted');

  expect(cancelling.state).toBe('cancelling');
  expect(ended).toMatchObject({ state: 'cancelled', counts: { accepted: 1, cancelled: 1 } });
});

test('given a time to send at, it is scheduled and expires a day after that; one that is over is none', () => {
  expect(asked(1, 5_000).dispatch).toMatchObject({ state: 'scheduled', sendAt: 5_000, expiresAt: 5_000 + 86_400_000 });
  expect(asked(1, 500).dispatch).toMatchObject({ state: 'synced', expiresAt: 1_000 + 86_400_000 });
});
