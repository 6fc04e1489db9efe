import { expect, test } from 'vitest';
import { aConsent, anIdentification, aSearch } from '../../contract/testing/build-event.ts';
import { defaultSendingRules } from '../../domain/dispatching/default-rules.ts';
import { eventsPerBatch } from '../projection/fold-batch.ts';
import { type Shop, waitingFor, workspace } from '../testing/open-shop.ts';
import { runDispatcher } from '../testing/run-dispatcher.ts';
import type { SendAdapter } from './send-adapter.ts';
import { sendingShop } from './testing/sending-shop.ts';
import { twoPhases } from './testing/two-phases.ts';

const given = sendingShop();
const { arrive, queue, plan, dispatchOf, itemOf } = given;

test('given a consent withdrawn between queue and send, nothing is sent (I8)', async () => {
  await arrive('39');
  const dispatchId = await queue('39');
  await given.shop.publish('bot', aConsent({ granted: false, occurredAt: given.shop.clock.now }));
  await given.shop.drain();

  await runDispatcher(given.shop, given.sandbox);

  expect(await itemOf(dispatchId, '39')).toMatchObject({ state: 'skipped', reason: 'consent.withdrawn' });
  expect(await given.ledger.list(workspace, 10)).toEqual([]);
});

test('given a withdrawal that was acknowledged and is not folded yet, nothing is sent (I8)', async () => {
  await arrive('39');
  const dispatchId = await queue('39');
  await given.shop.publish('bot', aConsent({ granted: false, occurredAt: given.shop.clock.now }), aSearch({ userId: '40' }));

  await runDispatcher(given.shop, given.sandbox);

  expect(await itemOf(dispatchId, '39')).toMatchObject({ state: 'skipped', reason: 'consent.withdrawn' });
  expect(await given.ledger.list(workspace, 10)).toEqual([]);
  expect((await waitingFor(given.shop, 'bot')).at(-1)).toMatchObject({ kind: 'accepted', userId: '40' });
});

test('given a withdrawal that stands behind more events than one fold takes, nothing is sent (I8)', async () => {
  await arrive('39');
  const dispatchId = await queue('39');
  await given.shop.publish('bot', ...Array.from({ length: eventsPerBatch }, () => aSearch({ userId: '40' })));
  await given.shop.publish('bot', aConsent({ granted: false, occurredAt: given.shop.clock.now }));

  await runDispatcher(given.shop, given.sandbox);

  expect(await itemOf(dispatchId, '39')).toMatchObject({ state: 'skipped', reason: 'consent.withdrawn' });
  expect(await given.ledger.list(workspace, 10)).toEqual([]);
});

test('given two phases and a withdrawal between them, the batch is prepared anew without that person (I8)', async () => {
  await arrive('39', '40');
  const dispatchId = await queue('39', '40');
  const { adapter, prepared, discarded } = twoPhases(given.sandbox);
  const withdrawing: SendAdapter = {
    ...adapter,
    async prepare(batch) {
      if (prepared.length === 0) await given.shop.publish('bot', aConsent({ granted: false, occurredAt: given.shop.clock.now }));
      return adapter.prepare(batch);
    },
  };

  await runDispatcher(given.shop, withdrawing);

  expect(prepared.map(({ items }) => items.length)).toEqual([2, 1]);
  expect(discarded).toEqual(['group 1']);
  expect(await itemOf(dispatchId, '39')).toMatchObject({ state: 'skipped', reason: 'consent.withdrawn' });
  expect(await itemOf(dispatchId, '40')).toMatchObject({ state: 'accepted', attempt: 2, providerBatchId: 'group 2' });
  expect((await given.ledger.list(workspace, 10)).map(({ userId }) => userId)).toEqual(['40']);
});

test('given a provider with hours of its own, nothing is claimed outside of them', async () => {
  await arrive('39');
  const window = { fromMinute: 8 * 60, toMinute: 20 * 60 + 50 };
  const withHours = { ...given.sandbox, capabilities: { ...given.sandbox.capabilities, window } };
  given.shop.clock.now = Date.UTC(2026, 11, 1, 11, 50); // 20:50 in Seoul
  const dispatchId = await queue('39');

  await runDispatcher(given.shop, withHours);
  const held = await dispatchOf(dispatchId);
  given.shop.clock.now = Date.UTC(2026, 11, 1, 23);
  await runDispatcher(given.shop, withHours);

  expect(held).toMatchObject({ state: 'held', hold: { reason: 'window', until: Date.UTC(2026, 11, 1, 23) } });
  expect(await itemOf(dispatchId, '39')).toMatchObject({ state: 'accepted', attempt: 1 });
});

test('given two recipients at night of whom one withdrew meanwhile, that one is skipped and the dispatch says until when the other waits', async () => {
  await arrive('39', '40');
  given.shop.clock.now = Date.UTC(2026, 11, 1, 14); // 23:00 in Seoul
  const dispatchId = await queue('39', '40');
  await given.shop.publish('bot', aConsent({ userId: '40', granted: false, occurredAt: given.shop.clock.now }));
  await given.shop.drain();

  await runDispatcher(given.shop, given.sandbox);
  const held = await dispatchOf(dispatchId);
  given.shop.clock.now = Date.UTC(2026, 11, 1, 23);
  await runDispatcher(given.shop, given.sandbox);

  expect(held).toMatchObject({ state: 'held', hold: { reason: 'window', until: Date.UTC(2026, 11, 1, 23) }, counts: { skipped: 1 } });
  expect(await itemOf(dispatchId, '39')).toMatchObject({ state: 'accepted', attempt: 1 });
  expect(await itemOf(dispatchId, '40')).toMatchObject({ state: 'skipped', reason: 'consent.withdrawn' });
});

test.each(['one', 'two'] as const)(
  'given a number that changed after the claim, with %s phases nothing goes to the number of before (I8)',
  async (phases) => {
    await arrive('39', '40');
    const dispatchId = await queue('39', '40');
    const dialled: (string | undefined)[] = [];
    const adapter = phases === 'two' ? twoPhases(given.sandbox).adapter : given.sandbox;
    const noting: SendAdapter = {
      ...adapter,
      async commit(batch) {
        dialled.push(...batch.items.map(({ phone }) => phone));
        return adapter.commit(batch);
      },
    };
    const renumber = () =>
      given.shop.publish('bot', anIdentification({ userId: '39', phone: '010-9999-0039', occurredAt: given.shop.clock.now }));

    await runDispatcher(afterTransaction(given.shop, 1, renumber), noting);

    expect(await itemOf(dispatchId, '39')).toMatchObject({ state: 'accepted' });
    expect(await itemOf(dispatchId, '40')).toMatchObject({ state: 'accepted' });
    expect(dialled.filter((phone) => phone === '010-9999-0039')).toHaveLength(1);
    expect(dialled).toHaveLength(2);
  },
);

test('given a transaction that has to wait until the night has come, the permit is asked for the night (I8)', async () => {
  await arrive('39');
  given.shop.clock.now = Date.UTC(2026, 11, 1, 11, 44); // 20:44 in Seoul
  const dispatchId = await queue('39');
  const { feed } = given.shop.store;
  const transaction: typeof feed.transaction = (name, work) => {
    given.shop.clock.now = Date.UTC(2026, 11, 1, 12, 30); // 21:30
    return feed.transaction(name, work);
  };

  await runDispatcher({ ...given.shop, store: { ...given.shop.store, feed: { ...feed, transaction } } }, given.sandbox);

  expect(await dispatchOf(dispatchId)).toMatchObject({ state: 'held', hold: { reason: 'window', until: Date.UTC(2026, 11, 1, 23) } });
  expect(await given.ledger.list(workspace, 10)).toEqual([]);
});

test('given a lid that was closed between the permit and the call, the call is not made and another permit is asked (I8)', async () => {
  await arrive('39');
  given.shop.clock.now = Date.UTC(2026, 11, 1, 11, 44); // 20:44 in Seoul
  const dispatchId = await queue('39');
  const asleep = async () => {
    given.shop.clock.now = Date.UTC(2026, 11, 1, 12, 30); // 21:30
  };

  await runDispatcher(afterTransaction(given.shop, 2, asleep), given.sandbox);
  const item = await itemOf(dispatchId, '39');
  given.shop.clock.now = Date.UTC(2026, 11, 1, 23, 1);
  await runDispatcher(given.shop, given.sandbox);

  expect(item).toMatchObject({ state: 'pending', attempt: 1 });
  expect(await given.ledger.list(workspace, 10)).toMatchObject([{ attempt: 2, shownAt: Date.UTC(2026, 11, 1, 23, 1) }]);
});

test('given two users of one number that the shop lets be written to often, one dispatch reaches that phone once, whatever batch they are in', async () => {
  await arrive('39', '40');
  await given.shop.act({ kind: 'setPolicy', policy: { ...defaultSendingRules, capPerDay: 5, capPerWeek: 5 }, from: 0 });
  const dispatchId = await plan({ repeatAllowed: true }, '39', '40');
  await given.shop.publish('bot', anIdentification({ userId: '40', phone: anIdentification().phone, occurredAt: given.shop.clock.now }));
  await given.shop.drain();

  await runDispatcher(given.shop, { ...given.sandbox, capabilities: { ...given.sandbox.capabilities, maxBatch: 1 } });

  const states = await Promise.all(['39', '40'].map(async (userId) => await itemOf(dispatchId, userId)));
  expect(states.map((item) => [item?.state, item?.reason]).sort()).toEqual([
    ['accepted', undefined],
    ['skipped', 'contact.duplicate'],
  ]);
});

/** The same shop, in which something happens behind one transaction of the dispatcher. */
function afterTransaction(shop: Shop, at: number, then: () => Promise<void>): Shop {
  let transactions = 0;
  const { feed } = shop.store;
  const transaction: typeof feed.transaction = async (name, work) => {
    const done = await feed.transaction(name, work);
    if (++transactions === at) await then();
    return done;
  };
  return { ...shop, store: { ...shop.store, feed: { ...feed, transaction } } };
}
