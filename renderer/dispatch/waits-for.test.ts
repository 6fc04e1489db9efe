import { expect, test } from 'vitest';
import { aDispatch } from '../../contract/testing/build-document.ts';
import { noItems } from '../../domain/dispatching/item-step.ts';
import type { DispatchView } from '../replica/desk.ts';
import { isPausable, isPaused, waitsFor } from './waits-for.ts';

const view = (more: Partial<DispatchView>): DispatchView => ({
  ...aDispatch({ counts: { ...noItems(), pending: 3 } }),
  pending: false,
  ...more,
});

test('given no connection, it waits for one, also where it has a time', () => {
  expect(waitsFor(view({ pending: true }))).toEqual({ what: 'connection' });
  expect(waitsFor(view({ pending: true, state: 'scheduled', sendAt: 7 }))).toEqual({ what: 'connection', until: 7 });
});

test('given a hold, it says for what and until when', () => {
  expect(waitsFor(view({ state: 'held', hold: { reason: 'window', until: 9 } }))).toEqual({ what: 'window', until: 9 });
  expect(waitsFor(view({ state: 'held', hold: { reason: 'balance' } }))).toEqual({ what: 'balance' });
  expect(waitsFor(view({ state: 'scheduled', sendAt: 5 }))).toEqual({ what: 'time', until: 5 });
});

test('given that it is under way, refused or being cancelled, it waits for nothing', () => {
  expect(waitsFor(view({ state: 'sending' }))).toBeUndefined();
  expect(waitsFor(view({ rejected: 'command.forbidden' }))).toBeUndefined();
  expect(waitsFor(view({ pending: true, counts: { ...noItems(), cancelled: 3 } }))).toBeUndefined();
});

test('given one that runs, it can be paused once; given nothing left of it, not at all', () => {
  const paused = view({ state: 'held', hold: { reason: 'paused' } });

  expect([isPausable(view({ state: 'sending' })), isPausable(paused), isPaused(paused)]).toEqual([true, false, true]);
  expect(isPausable(view({ state: 'sending', counts: { ...noItems(), accepted: 3 } }))).toBe(false);
});
