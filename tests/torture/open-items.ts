import type { ItemState } from '../../contract/dispatch.ts';
import { pullAll } from '../simulate/feed.ts';
import { memberHttp } from '../simulate/member-http.ts';

/** How many items of all dispatches stand in each state, as the server counts them. */
export async function openItems(url: string, owner: string): Promise<Readonly<Partial<Record<ItemState, number>>>> {
  const sums: Partial<Record<ItemState, number>> = {};
  for (const { counts } of await pullAll(memberHttp(url, owner), 'dispatch')) {
    for (const [state, count] of Object.entries(counts)) sums[state as ItemState] = (sums[state as ItemState] ?? 0) + count;
  }
  return sums;
}
