import { describe, expect, test } from 'vitest';
import { noItems } from '../../domain/dispatching/item-step.ts';
import type { DispatchView } from '../replica/desk.ts';
import { audienceOf, endedOf, isCancellable, stageOf } from './dispatch-stage.ts';

const view = (counts: Partial<DispatchView['counts']>, more: Partial<DispatchView> = {}): DispatchView => ({
  id: '01JD0000000000000000000001',
  at: 0,
  requestedBy: 'owner',
  pending: false,
  state: 'sending',
  channel: 'kakao_brand',
  expiresAt: 0,
  ...more,
  counts: { ...noItems(), ...counts },
});

describe('the stage of a dispatch', () => {
  test('given a request that has not left this desk, it is pending and can be cancelled', () => {
    const queued = view({ pending: 3 }, { pending: true });

    expect(stageOf(queued)).toBe('pending');
    expect(isCancellable(queued)).toBe(true);
  });

  test('given an audience that changed before it left, it waits for a look and is discarded there', () => {
    const changed = view({ pending: 3 }, { pending: true, review: { entered: 1, left: 0 } });

    expect(stageOf(changed)).toBe('review');
    expect(isCancellable(changed)).toBe(false);
  });

  test('given a cancellation on its way, it is not offered twice', () => {
    const cancelling = view({ accepted: 1, cancelled: 2 }, { pending: true });

    expect(stageOf(cancelling)).toBe('cancelling');
    expect(isCancellable(cancelling)).toBe(false);
  });

  test('given a refused request, nothing of it is left to cancel', () => {
    const refused = view({ pending: 3 }, { rejected: 'command.forbidden' });

    expect(stageOf(refused)).toBe('rejected');
    expect(isCancellable(refused)).toBe(false);
  });

  test('given results that are not known, it asks for a look even when all else ended', () => {
    expect(stageOf(view({ accepted: 5, uncertain: 1 }))).toBe('attention');
    expect(stageOf(view({ accepted: 5, skipped: 1 }))).toBe('done');
    expect(stageOf(view({ accepted: 5, committed: 1 }))).toBe('running');
  });

  test('given an end, it says which: nobody reached is not the same as done', () => {
    expect(stageOf(view({ delivered: 5, failed: 1 }))).toBe('partly');
    expect(stageOf(view({ failed: 5, skipped: 1 }))).toBe('failed');
    expect(stageOf(view({ skipped: 6 }))).toBe('blocked');
    expect(stageOf(view({ cancelled: 6 }))).toBe('cancelled');
  });

  test('given somebody who was reached before the rest was cancelled, it is cancelled', () => {
    expect(stageOf(view({ delivered: 2, cancelled: 4 }, { state: 'cancelled' }))).toBe('cancelled');
  });
});

test('given items in every state, ended ones and the rest make the audience', () => {
  const { counts } = view({ accepted: 1, committed: 2, pending: 3, uncertain: 4, failed: 5, skipped: 6, cancelled: 7 });

  expect(audienceOf(counts)).toBe(28);
  expect(endedOf(counts)).toBe(23);
});
