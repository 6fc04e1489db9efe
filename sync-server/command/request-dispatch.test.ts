import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AdapterId } from '../../contract/dispatch.ts';
import { aCommand } from '../../contract/testing/build-command.ts';
import { aConsent, anIdentification, aProductStatement } from '../../contract/testing/build-event.ts';
import { defaultSendingRules } from '../../domain/dispatching/default-rules.ts';
import { itemId } from '../../domain/identity/ids.ts';
import { openShop, type Shop, workspace } from '../testing/open-shop.ts';
import { createCommands } from './apply-commands.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
  await shop.publish('bot', aProductStatement(), anIdentification(), aConsent());
  await shop.drain();
});
afterEach(() => shop.close());

const recipients = [{ userId: '39', productIds: ['001'] }];
const named = { senderName: '하늘상점', senderContact: '02-1234-5678', freeOptOut: '080-123-4567' };

/** Asks for a message to one person on a server that sends by this provider. */
async function request(provider: AdapterId, sendAt?: number) {
  const commands = createCommands({ store: shop.store, wakeUps: shop.wakeUps, now: () => shop.clock.now, provider });
  const command = aCommand({ kind: 'requestDispatch', recipients, ...(sendAt !== undefined && { sendAt }) });
  const [outcome] = await commands.apply(workspace, 'owner', [command]);
  const id = itemId(command.id, '39');
  const item = (await shop.store.feed.documents(workspace, 'dispatchItem', [id])).get(id);
  return { outcome, item };
}

test('given a shop that has not said who sends, nothing is asked for outside the sandbox', async () => {
  expect((await request('sandbox')).outcome).toMatchObject({ status: 'applied' });
  expect((await request('solapi')).outcome).toMatchObject({ status: 'rejected', code: 'sender.incomplete' });

  await shop.act({ kind: 'setPolicy', policy: { ...defaultSendingRules, ...named }, from: 0 });

  expect(await request('solapi')).toMatchObject({ outcome: { status: 'applied' }, item: { state: 'pending' } });
});

test('given a message for later, it is judged as of then: a consent that has grown old by then is not sent on (I8)', async () => {
  const twoYears = 2 * 366 * 86_400_000;

  expect((await request('sandbox')).item).toMatchObject({ state: 'pending' });
  expect((await request('sandbox', shop.clock.now + twoYears)).item).toMatchObject({ state: 'skipped', reason: 'consent.reconfirmDue' });
});
