import { expect, test } from 'vitest';
import type { DispatchItem } from '../../contract/dispatch.ts';
import type { Death } from './live.ts';
import { summaryOf } from './summary.ts';

const anItem = (id: string, change: Partial<DispatchItem> = {}): DispatchItem => ({
  ...{ id, dispatchId: '01KAAAAAAAAAAAAAAAAA000001', userId: `user of ${id}`, productIds: ['p1'], state: 'delivered' },
  ...{ at: 0, attempt: 1, history: [], ...change },
});

const aDeath = (how: Death['how'], doomed = true): Death => ({
  planned: {
    ...{ skewMs: 0, timeZone: 'UTC' },
    ...(doomed && { doom: { step: 'committed', moment: 'after', occurrence: 1, fromStart: false } }),
  },
  how,
});

const nothing = { items: [], calls: {}, struck: {}, lives: 0, deaths: [] };

test('given items of all kinds, their states sum to all of them, and who was skipped is counted by reason', () => {
  const items = [
    anItem('a', { attempt: 3 }),
    anItem('b', { state: 'skipped', reason: 'cap.day', attempt: 0 }),
    anItem('c', { state: 'skipped', reason: 'cap.day', attempt: 0 }),
    anItem('d', { state: 'failed', reason: 'provider.rejected', attempt: 5 }),
  ];

  expect(summaryOf({ ...nothing, items })).toMatchObject({
    states: { delivered: 1, failed: 1, skipped: 2 },
    skipped: { 'cap.day': 2 },
    failed: { 'provider.rejected': 1 },
    retries: 6,
  });
});

test('given servers that died of their doom, before it and without one, each is counted once, and places where nobody died are named too', () => {
  const deaths = [aDeath('doom'), aDeath('doom'), aDeath('missed'), aDeath('outside', false)];

  const { killed_at, doom_missed, killed_outside } = summaryOf({ ...nothing, deaths });

  expect(killed_at).toMatchObject({ 'after committed': 2, 'before claimed': 0, 'after accepted': 0 });
  expect({ doom_missed, killed_outside }).toEqual({ doom_missed: 1, killed_outside: 1 });
});
