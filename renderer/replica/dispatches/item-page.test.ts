import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DispatchItem, itemStates } from '../../../contract/dispatch.ts';
import { anItem } from '../../../contract/testing/build-document.ts';
import { groupOf, itemGroups } from '../../../domain/dispatching/item-group.ts';
import type { ItemsView } from '../desk/item-page.ts';
import { itemPageOf } from './item-page.ts';

const item = (id: string, more: Partial<DispatchItem>): DispatchItem => ({ ...anItem({}), ...more, id });
const all = { offset: 0, limit: 1_000 };
const itemsIn = (some: readonly DispatchItem[], asked: ItemsView) => itemPageOf(some, asked, all).lines;
const reasonsAmong = (some: readonly DispatchItem[], group: ItemsView['group']) => itemPageOf(some, group ? { group } : {}, all).reasons;
const placeOf = (some: readonly DispatchItem[], picked?: string) => itemPageOf(some, {}, { ...all, ...(picked && { picked }) }).at;
const items = [
  item('a', { state: 'skipped', reason: 'consent.missing' }),
  item('b', { state: 'delivered' }),
  item('c', { state: 'skipped', reason: 'contact.missing' }),
  item('d', { state: 'failed', reason: 'provider.rejected' }),
  item('e', { state: 'skipped', reason: 'consent.missing' }),
];
const ids = (some: readonly DispatchItem[]) => some.map(({ id }) => id).join('');

describe('which recipients are looked at', () => {
  test('given a state, its people; given a reason too, only those left out for it', () => {
    expect(ids(itemsIn(items, {}))).toBe('abcde');
    expect(ids(itemsIn(items, { group: 'skipped' }))).toBe('ace');
    expect(ids(itemsIn(items, { group: 'skipped', reason: 'consent.missing' }))).toBe('ae');
  });

  test('given a few lines of a state, everybody is counted all the same, and who got nothing although they were to', () => {
    const page = itemPageOf(items, { group: 'skipped' }, { offset: 1, limit: 1 });

    expect(ids(page.lines)).toBe('c');
    expect(page).toMatchObject({ total: 3, everybody: 5, resendable: 1 });
  });

  test('given the reasons of a state, the most frequent is first; of everybody none are said', () => {
    expect(reasonsAmong(items, 'skipped')).toEqual([
      { value: 'consent.missing', count: 2 },
      { value: 'contact.missing', count: 1 },
    ]);
    expect(reasonsAmong(items, undefined)).toEqual([]);
  });

  test('given nobody picked, the first who was to get something is looked at, else the first of all', () => {
    expect(placeOf(items)).toBe(1);
    expect(placeOf(items, 'e')).toBe(4);
    expect(placeOf(items, 'gone')).toBe(1);
    expect(placeOf(itemsIn(items, { group: 'skipped' }))).toBe(0);
    expect(placeOf([])).toBe(-1);
  });

  test('given any recipients, the states part them, and the reasons of a state never count more than it has (I7)', () => {
    const reason = fc.constantFrom('consent.missing' as const, 'contact.missing' as const, undefined);
    const some = fc.array(fc.record({ state: fc.constantFrom(...itemStates), reason }));

    fc.assert(
      fc.property(some, (drawn) => {
        const views = drawn.map(({ state, reason: why }, n) => item(`${n}`, { state, ...(why && { reason: why }) }));

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
