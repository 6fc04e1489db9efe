import { itemStates } from '../../contract/dispatch.ts';
import { isRestored } from '../../domain/dispatching/dispatch-step.ts';
import { isOpen } from '../../domain/dispatching/item-step.ts';
import type { Commands } from '../command/apply-commands.ts';
import type { Store } from '../store/port/store.ts';

type Needs = Readonly<{ store: Pick<Store, 'feed'>; commands: Pick<Commands, 'pauseRestored'>; now: () => number }>;

export type Paused = Readonly<{ dispatches: number; items: number }>;

const perPage = 500;

/**
 * Pauses every dispatch of a workspace that is not over. In a store that was put back from a backup, what still waits may have reached
 * phones after that backup was taken, and nothing here can tell: a person who has looked at the provider's list resumes or cancels it (I7).
 */
export async function pauseOpen({ store, commands, now }: Needs, workspace: string): Promise<Paused> {
  const at = now();
  let [dispatches, items] = [0, 0];
  for (let after = ''; ; ) {
    const page = await store.feed.documentsFrom(workspace, 'openDispatch', '', after, perPage);
    for (const { id } of page) {
      const read = async () => (await store.feed.documents(workspace, 'dispatch', [id])).get(id);
      const before = await read();
      if (before && !isRestored(before)) await commands.pauseRestored(workspace, id, at);
      const dispatch = await read();
      if (!dispatch || !isRestored(dispatch)) continue; // it is being called off, and sends nothing
      dispatches += 1;
      items += itemStates.reduce((sum, state) => sum + (isOpen(state) ? dispatch.counts[state] : 0), 0);
    }
    after = page.at(-1)?.id ?? '';
    if (page.length < perPage) return { dispatches, items };
  }
}
