import { of } from 'rxjs';
import { expect, test } from 'vitest';
import { anItem } from '../../../contract/testing/build-document.ts';
import type { ItemView } from '../../replica/desk.ts';
import { itemPageOf } from '../../replica/dispatches/item-page.ts';
import { everyItem } from './every-item.ts';

/** A desk whose only message has so many recipients; keeps how many each answer held. */
function aDeskWith(people: number) {
  const items = Array.from({ length: people }, (_, n): ItemView => ({ ...anItem({ id: `${n}` }), productNames: [] }));
  const held: number[] = [];
  const items$: Parameters<typeof everyItem>[0]['items$'] = (_id, asked, lines) => {
    const page = itemPageOf(items, asked, lines);
    held.push(page.lines.length);
    return of(page);
  };
  return { items, held, desk: { items$ } };
}

test('given more people than are read at a time, each is read once, in their order', async () => {
  const { items, held, desk } = aDeskWith(1_234);

  expect(await everyItem(desk, 'd')).toEqual(items);
  expect(Math.max(...held)).toBeLessThanOrEqual(500);
});

test('given nobody, the list is empty', async () => {
  expect(await everyItem(aDeskWith(0).desk, 'd')).toEqual([]);
});
