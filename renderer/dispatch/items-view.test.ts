import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { itemStates } from '../../contract/dispatch.ts';
import { anItem } from '../../contract/testing/build-document.ts';
import { groupOf, itemGroups } from '../../domain/dispatching/item-group.ts';
import type { ItemView } from '../replica/desk.ts';
import { itemsIn, pickedAmong, reasonsAmong } from './items-view.ts';

const item = (id: string, more: Partial<ItemView>): ItemView => ({ ...anItem({}), productNames: [], ...more, id });
const items = [
  item('a', { state: 'skipped', reason: 'consent.missing' }),
  item('b', { state: 'delivered' }),
  item('c', { state: 'skipped', reason: 'contact.missing' }),
  item('d', { state: 'failed', reason: 'provider.rejected' }),
  item('e', { state: 'skipped', reason: 'consent.missing' }),
];
const ids = (some: readonly ItemView[]) => some.map(({ id }) => id).join('');

describe('which recipients are looked at', () => {
  test('given a state, its people; given a reason too, only those left out for it', () => {
    expect(ids(itemsIn(items, {}))).toBe('abcde');
    expect(ids(itemsIn(items, { group: 'skipped' }))).toBe('ace');
    expect(ids(itemsIn(items, { group: 'skipped', reason: 'consent.missing' }))).toBe('ae');
  });

  test('given the reasons of a state, the most frequent is first; of everybody none are said', () => {
    expect(reasonsAmong(items, 'skipped')).toEqual([
      { value: 'consent.missing', count: 2 },
      { value: 'contact.missing', count: 1 },
    ]);
    expect(reasonsAmong(items, undefined)).toEqual([]);
  });

  test('given nobody picked, the first who was to get something is looked at, else the first of all', () => {
    expect(pickedAmong(items, undefined)).toBe(1);
    expect(pickedAmong(items, 'e')).toBe(4);
    expect(pickedAmong(items, 'gone')).toBe(1);
    expect(pickedAmong(itemsIn(items, { group: 'skipped' }), undefined)).toBe(0);
    expect(pickedAmong([], undefined)).toBe(-1);
  });

  test('given any recipients, the states part them, and the reasons of a state never count more than it has (I7)', () => {
    const reason = fc.constantFrom('consent.missing' as const, 'contact.missing' as const, undefined);
    const some = fc.array(fc.record({ state: fc.constantFrom(...itemStates), reason }));

    fc.assert(
      fc.property(some, (all) => {
        const views = all.map(({ state, reason: why }, n) => item(`${n}`, { state, ...(why && { reason: why }) }));

        expect(itemGroups.flatMap((group) => itemsIn(views, { group })).length).toBe(views.length);
        for (const group of itemGroups)
          for (const { value, count } of reasonsAmong(views, group)) {
            expect(itemsIn(views, { group, reason: value })).toHaveLength(count);
            expect(views.filter(({ state }) => groupOf(state) === group).length).toBeGreaterThanOrEqual(count);
          }
      }),
    );
  });
});
