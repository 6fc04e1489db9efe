import { firstValueFrom } from 'rxjs';
import type { Desk, ItemView } from '../../replica/desk.ts';

/** Recipients read at a time: few enough that the page answers in between. */
const itemsAPage = 500;

/** Everybody of a message in their order, each as they are when they are read. */
export async function everyItem(desk: Pick<Desk, 'items$'>, dispatchId: string): Promise<readonly ItemView[]> {
  const items: ItemView[] = [];
  for (;;) {
    const { lines, total } = await firstValueFrom(desk.items$(dispatchId, {}, { offset: items.length, limit: itemsAPage }));
    items.push(...lines);
    if (lines.length === 0 || items.length >= total) return items;
  }
}
