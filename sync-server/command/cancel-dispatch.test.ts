import { afterEach, beforeEach, expect, test } from 'vitest';
import { aCommand, aPatch } from '../../contract/testing/build-command.ts';
import { aConsent, anIdentification, aProductStatement, aSearch } from '../../contract/testing/build-event.ts';
import { openShop, type Shop, workspace } from '../testing/open-shop.ts';
import { learn } from '../testing/shop-acts.ts';
import { createCommands } from './apply-commands.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

test('given a dispatch and its cancel in one request, with others between, nobody ever sees an item of it queued, and each has its outcome (I8)', async () => {
  await learn(shop, aProductStatement(), aSearch(), anIdentification(), aConsent());
  const seen: unknown[] = [];
  const watched: Shop['store'] = {
    ...shop.store,
    feed: {
      ...shop.store.feed,
      transaction: async (name, work) => {
        const result = await shop.store.feed.transaction(name, work);
        const items = await shop.store.feed.documentsFrom(workspace, 'dispatchItem', '', '', 10);
        seen.push(items.map(({ state }) => state));
        return result;
      },
    },
  };
  const commands = createCommands({ store: watched, wakeUps: shop.wakeUps, now: () => shop.clock.now });
  const dispatch = aCommand({ kind: 'requestDispatch', recipients: [{ userId: '39', productIds: ['001'] }] });
  const patch = aCommand(aPatch());
  const cancel = aCommand({ kind: 'cancelDispatch', dispatchId: dispatch.id }, { after: [dispatch.id] });

  const outcomes = await commands.apply(workspace, 'owner', [dispatch, patch, { id: 'x', act: 'unreadable' }, cancel]);
  const again = await commands.apply(workspace, 'owner', [dispatch, cancel]);

  expect(outcomes.map(({ id, status }) => [id, status])).toEqual([
    [dispatch.id, 'applied'],
    [patch.id, 'applied'],
    ['x', 'rejected'],
    [cancel.id, 'applied'],
  ]);
  expect(again).toEqual([outcomes[0], outcomes[3]]);
  expect(new Set(seen.flat())).toEqual(new Set(['cancelled']));
});

test('given a dispatch that is refused and its cancel in one request, the dispatch is answered and the cancel is held', async () => {
  const dispatch = aCommand({ kind: 'requestDispatch', recipients: [{ userId: '39', productIds: ['001'] }] });
  await shop.apply({ ...aCommand(aPatch({ field: 'tag:vip', from: undefined, to: 'on' })), id: dispatch.id });
  const cancel = aCommand({ kind: 'cancelDispatch', dispatchId: dispatch.id }, { after: [dispatch.id] });

  const outcomes = await shop.apply(dispatch, cancel);

  expect(outcomes).toMatchObject([{ id: dispatch.id, status: 'rejected', code: 'command.idReused' }]);
});
