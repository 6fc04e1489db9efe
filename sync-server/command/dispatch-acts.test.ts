import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ItemStep } from '../../contract/dispatch.ts';
import { aConsent, anIdentification, aProductStatement, aSearch } from '../../contract/testing/build-event.ts';
import { itemId } from '../../domain/identity/ids.ts';
import { Documents } from '../facts/documents.ts';
import { toItemFact } from '../facts/item-fact.ts';
import { writeFacts } from '../facts/write-facts.ts';
import { rebuild } from '../projection/rebuild.ts';
import { openShop, type Shop, workspace } from '../testing/open-shop.ts';
import { activityOf, learn } from '../testing/shop-acts.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
  const users = ['39', '40', '41'];
  await learn(
    shop,
    aProductStatement(),
    ...users.flatMap((userId) => [aSearch({ userId }), anIdentification({ userId }), aConsent({ userId })]),
  );
});
afterEach(() => shop.close());

const dispatchOf = async (id: string) => (await shop.store.feed.documents(workspace, 'dispatch', [id])).get(id);
const itemOf = async (id: string) => (await shop.store.feed.documents(workspace, 'dispatchItem', [id])).get(id);

const ask = async (more: object = {}) =>
  (
    await shop.act({
      kind: 'requestDispatch',
      recipients: ['39', '40', '41'].map((userId) => ({ userId, productIds: ['001'] })),
      ...more,
    })
  ).id;

/** What the machine found of an item of 39, 40 or 41. */
async function happen(dispatchId: string, userId: string, ...steps: readonly ItemStep[]): Promise<string> {
  const id = itemId(dispatchId, userId);
  const author = { by: 'system', now: shop.clock.now, hmacKey: await shop.store.credentials.hmacKey(workspace) };
  await shop.store.feed.transaction(workspace, (feed) =>
    writeFacts(
      feed,
      new Documents(feed),
      steps.map((step) => toItemFact({ item: { id, dispatchId, userId }, step, attempt: 1 }, author)),
    ),
  );
  return id;
}

test('given a dispatch that is paused and resumed, it is held between the two and the audit tells who did it', async () => {
  const dispatchId = await ask();

  const paused = await shop.act({ kind: 'pauseDispatch', dispatchId });
  const held = await dispatchOf(dispatchId);
  const resumed = await shop.act({ kind: 'resumeDispatch', dispatchId });

  expect(held).toMatchObject({ state: 'held', hold: { reason: 'paused' } });
  expect(await dispatchOf(dispatchId)).toMatchObject({ state: 'checking' });
  expect(await activityOf(shop, paused.id)).toMatchObject({ kind: 'dispatchPaused', by: 'owner', dispatchId });
  expect(await activityOf(shop, resumed.id)).toMatchObject({ kind: 'dispatchResumed', by: 'owner', dispatchId });
  expect(await shop.act({ kind: 'resumeDispatch', dispatchId })).toMatchObject({ status: 'rejected', code: 'dispatch.notHeld' });
});

test('given a dispatch that is planned for later, a resume leaves it planned', async () => {
  const sendAt = shop.clock.now + 3_600_000;
  const dispatchId = await ask({ sendAt });
  await shop.act({ kind: 'pauseDispatch', dispatchId });

  await shop.act({ kind: 'resumeDispatch', dispatchId });

  expect(await dispatchOf(dispatchId)).toMatchObject({ state: 'scheduled', sendAt });
});

test('given a dispatch that has ended, it cannot be paused any more; one that is not here neither', async () => {
  const dispatchId = await ask();
  await shop.act({ kind: 'cancelDispatch', dispatchId });

  expect(await dispatchOf(dispatchId)).toMatchObject({ state: 'cancelled', counts: { cancelled: 3 } });
  expect(await shop.act({ kind: 'pauseDispatch', dispatchId })).toMatchObject({ code: 'dispatch.tooLate' });
  expect(await shop.act({ kind: 'pauseDispatch', dispatchId: dispatchId.replace(/.$/, '0') })).toMatchObject({ code: 'dispatch.unknown' });
});

test.each([
  ['sent', { state: 'delivered' }],
  ['notSent', { state: 'failed', reason: 'provider.notSent' }],
] as const)('given an uncertain item and a person who found out that it was %s, that stands (I7)', async (was, expected) => {
  const dispatchId = await ask();
  const id = await happen(dispatchId, '39', 'eligible', 'claimed', 'committed', 'ambiguous', 'uncertain');

  const settled = await shop.act({ kind: 'settleItem', itemId: id, was });

  expect(await itemOf(id)).toMatchObject(expected);
  expect(await activityOf(shop, settled.id)).toMatchObject({ kind: 'itemSettled', by: 'owner', userId: '39', was });
  expect(await shop.act({ kind: 'settleItem', itemId: id, was })).toMatchObject({ code: 'item.notUncertain' });
});

test('given items that failed, arrived and are uncertain, only the failed one is sent once more, as a dispatch of its own (I7)', async () => {
  const dispatchId = await ask({ text: '오늘만 이 값이에요' });
  await happen(dispatchId, '39', 'eligible', 'claimed', 'committed', 'failed');
  await happen(dispatchId, '40', 'eligible', 'claimed', 'committed', 'delivered');
  await happen(dispatchId, '41', 'eligible', 'claimed', 'committed', 'ambiguous', 'uncertain');

  const again = await shop.act({ kind: 'resendFailed', dispatchId });

  expect(await dispatchOf(again.id)).toMatchObject({ resends: dispatchId, text: '오늘만 이 값이에요', counts: { pending: 1, failed: 0 } });
  expect(await itemOf(itemId(again.id, '39'))).toMatchObject({ state: 'pending', attempt: 0 });
  expect(await dispatchOf(dispatchId)).toMatchObject({ state: 'partially_failed', counts: { failed: 1, delivered: 1, uncertain: 1 } });
  expect(await shop.act({ kind: 'cancelDispatch', dispatchId: again.id })).toMatchObject({ status: 'applied' });
  expect(await shop.act({ kind: 'resendFailed', dispatchId: again.id })).toMatchObject({ code: 'dispatch.noneFailed' });
});

test('given all of these acts, a rebuild gives the same bytes (I2)', async () => {
  const dispatchId = await ask({ sendAt: shop.clock.now + 3_600_000 });
  await shop.act({ kind: 'pauseDispatch', dispatchId });
  await happen(dispatchId, '39', 'eligible', 'claimed', 'committed', 'failed');
  const id = await happen(dispatchId, '40', 'eligible', 'claimed', 'committed', 'uncertain');
  await shop.act({ kind: 'settleItem', itemId: id, was: 'notSent' });
  await shop.act({ kind: 'resumeDispatch', dispatchId });
  await shop.act({ kind: 'cancelDispatch', dispatchId });
  await shop.act({ kind: 'resendFailed', dispatchId });

  expect(await rebuild(shop.store, workspace)).toMatchObject({ written: 0, removed: 0 });
});
