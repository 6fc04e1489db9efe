import { expect, test } from 'vitest';
import { catchUp } from '../projection/fold-batch.ts';
import { silent, workspace } from '../testing/open-shop.ts';
import { runDispatcher } from '../testing/run-dispatcher.ts';
import { startDispatcher } from './dispatcher.ts';
import { aloneAs } from './holding.ts';
import type { SendAdapter } from './send-adapter.ts';
import { longMs, refusing, sendingShop } from './testing/sending-shop.ts';

const given = sendingShop();
const { arrive, queue, plan, dispatchOf, itemOf } = given;

test('given a dispatch cancelled before it was handed over, nothing is sent, the cancel is in the audit, and another one changes nothing', async () => {
  await arrive('39');
  const dispatchId = await queue('39');

  const cancel = await given.shop.act({ kind: 'cancelDispatch', dispatchId });
  await runDispatcher(given.shop, given.sandbox);

  expect((await dispatchOf(dispatchId))?.counts).toMatchObject({ cancelled: 1, pending: 0 });
  expect(await given.ledger.list(workspace, 10)).toEqual([]);
  const audit = await given.shop.store.feed.documents(workspace, 'activity', [cancel.id]);
  expect(audit.get(cancel.id)).toMatchObject({ kind: 'dispatchCancelled', dispatchId, cancelled: 1 });
  expect(await given.shop.act({ kind: 'cancelDispatch', dispatchId })).toMatchObject({ status: 'applied' });
  expect((await dispatchOf(dispatchId))?.counts).toMatchObject({ cancelled: 1, pending: 0 });
});

test('given a dispatch that was handed over, it is too late to cancel it', async () => {
  await arrive('39');
  const dispatchId = await queue('39');
  await runDispatcher(given.shop, given.sandbox);

  const cancel = await given.shop.act({ kind: 'cancelDispatch', dispatchId });

  expect(cancel).toMatchObject({ status: 'rejected', code: 'dispatch.tooLate' });
  expect(await given.ledger.list(workspace, 10)).toHaveLength(1);
});

test('given an item that was cancelled while it was being claimed, nothing is sent (I7)', async () => {
  await arrive('39', '40');
  const dispatchId = await queue('39', '40');
  let stopped = false;
  const { feed } = given.shop.store;
  const documentsFrom: typeof feed.documentsFrom = async (...args) => {
    const found = await feed.documentsFrom(...args);
    if (args[1] === 'openItem' && !stopped) {
      stopped = true;
      await given.shop.act({ kind: 'cancelDispatch', dispatchId });
    }
    return found;
  };

  await runDispatcher({ ...given.shop, store: { ...given.shop.store, feed: { ...feed, documentsFrom } } }, given.sandbox);

  expect(await dispatchOf(dispatchId)).toMatchObject({ state: 'cancelled', counts: { cancelled: 2 } });
  expect(await given.ledger.list(workspace, 10)).toEqual([]);
});

test('given a time to send at, nothing is sent before; given one to end at, whoever is left has expired by name', async () => {
  await arrive('39', '40');
  const sendAt = given.shop.clock.now + longMs;
  const later = await plan({ sendAt }, '39');
  const paused = await plan({}, '40');
  await given.shop.act({ kind: 'pauseDispatch', dispatchId: paused });

  await runDispatcher(given.shop, given.sandbox);
  const early = await given.ledger.list(workspace, 10);
  given.shop.clock.now = sendAt;
  await runDispatcher(given.shop, given.sandbox);
  given.shop.clock.now += 24 * longMs;
  await runDispatcher(given.shop, given.sandbox);

  expect(early).toEqual([]);
  expect(await itemOf(later, '39')).toMatchObject({ state: 'accepted' });
  expect(await itemOf(paused, '40')).toMatchObject({ state: 'expired', reason: 'dispatch.expired' });
  expect(await dispatchOf(paused)).toMatchObject({ state: 'failed', counts: { expired: 1 } });
});

test('given a dispatch that is paused between two batches, the rest waits until it is resumed', async () => {
  await arrive('39', '40');
  const dispatchId = await queue('39', '40');
  const pausing: SendAdapter = {
    ...given.sandbox,
    capabilities: { ...given.sandbox.capabilities, maxBatch: 1 },
    async commit(batch) {
      await given.shop.act({ kind: 'pauseDispatch', dispatchId });
      return given.sandbox.commit(batch);
    },
  };

  await runDispatcher(given.shop, pausing);
  const held = await dispatchOf(dispatchId);
  await given.shop.act({ kind: 'resumeDispatch', dispatchId });
  await runDispatcher(given.shop, given.sandbox);

  expect(held).toMatchObject({ state: 'held', hold: { reason: 'paused' }, counts: { accepted: 1, pending: 1 } });
  expect(await dispatchOf(dispatchId)).toMatchObject({ state: 'sent', counts: { accepted: 2 } });
});

test('given a stop while batches are being looked up, no more of them are asked about, and what was learned is on record', async () => {
  const users = ['a', 'b', 'c', 'd'];
  await arrive(...users);
  const one = { ...given.sandbox, capabilities: { ...given.sandbox.capabilities, maxBatch: 1 } };
  const dispatchId = await queue(...users);
  await runDispatcher(given.shop, { ...one, commit: async () => refusing('ambiguous', true), lookUp: async () => 'unknown' });
  given.shop.clock.now += 60_000;
  let asked = 0;
  let stopped: Promise<void> | undefined;
  const adapter: SendAdapter = {
    ...one,
    async lookUp({ items }) {
      asked += 1;
      stopped ??= dispatcher.stop();
      return items.map((item) => ({ itemId: item.itemId, status: 'accepted', at: 0, raw: { code: '', text: '' }, key: item.itemId }));
    },
  };

  const { store, wakeUps, clock } = given.shop;
  const ports = { store, adapter, holding: aloneAs('this'), wakeUps, catchUpOf: async () => catchUp, now: () => clock.now, log: silent };
  const dispatcher = await startDispatcher(ports);
  await dispatcher.idle();
  await stopped;

  expect(asked).toBeLessThan(users.length);
  expect((await dispatchOf(dispatchId))?.counts).toMatchObject({ accepted: asked, ambiguous: users.length - asked });
});
