import { firstValueFrom } from 'rxjs';
import type { LeadFilter, LeadSort } from '../../contract/lead-filter.ts';
import type { LeadPage } from '../replica/desk/lead-view.ts';
import type { Desk } from '../replica/desk.ts';

/** What the table shows the rows of. */
export type Question = Readonly<{ filter: LeadFilter; sort: LeadSort }>;

/** The ids of the rows `from` to `to`, both included: from the page where it holds them, else from the replica. */
export async function readIds(
  desk: Desk,
  { filter, sort }: Question,
  page: LeadPage | undefined,
  from: number,
  to: number,
): Promise<readonly string[]> {
  const loaded = page?.rows.slice(from - page.offset, to + 1 - page.offset);
  if (page && from >= page.offset && loaded?.length === to - from + 1) return loaded.map(({ id }) => id);
  const { rows } = await firstValueFrom(desk.leads$({ filter, sort, offset: from, limit: to - from + 1 }));
  return rows.map(({ id }) => id);
}
