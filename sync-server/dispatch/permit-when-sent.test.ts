import { expect, test } from 'vitest';
import { aConsent, aSearch } from '../../contract/testing/build-event.ts';
import { eventsPerBatch } from '../projection/fold-batch.ts';
import { waitingFor, workspace } from '../testing/open-shop.ts';
import { runDispatcher } from '../testing/run-dispatcher.ts';
import type { SendAdapter } from './send-adapter.ts';
import { sendingShop } from './testing/sending-shop.ts';
import { twoPhases } from './testing/two-phases.ts';

const given = sendingShop();
const { arrive, queue, dispatchOf, itemOf } = given;

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
  const { adapter, prepared } = twoPhases(given.sandbox);
  const withdrawing: SendAdapter = {
    ...adapter,
    async prepare(batch) {
      if (prepared.length === 0) await given.shop.publish('bot', aConsent({ granted: false, occurredAt: given.shop.clock.now }));
      return adapter.prepare(batch);
    },
  };

  await runDispatcher(given.shop, withdrawing);

  expect(prepared.map(({ items }) => items.length)).toEqual([2, 1]);
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
