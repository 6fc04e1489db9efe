import type { Act, Outcome } from '../../contract/command.ts';
import { aCommand } from '../../contract/testing/build-command.ts';
import type { UpEvent } from '../../contract/up-event.ts';
import { createCommands } from '../command/apply-commands.ts';
import { type Shop, workspace } from './open-shop.ts';

/** A chat client says these, and they are folded. */
export async function learn(shop: Shop, ...events: readonly UpEvent[]): Promise<void> {
  await shop.publish('bot', ...events);
  await shop.drain();
}

/** Another member than the owner does something. */
export async function actAs(shop: Shop, member: string, act: Act): Promise<Outcome> {
  const commands = createCommands({ store: shop.store, wakeUps: shop.wakeUps, now: () => shop.clock.now });
  return (await commands.apply(workspace, member, [aCommand(act)]))[0] as Outcome;
}

export const leadOf = async ({ store }: Shop, id: string) => (await store.feed.documents(workspace, 'lead', [id])).get(id);
export const activityOf = async ({ store }: Shop, id: string) => (await store.feed.documents(workspace, 'activity', [id])).get(id);
