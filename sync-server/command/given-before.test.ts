import { expect, test } from 'vitest';
import type { Act } from '../../contract/command.ts';
import { aCommand, aPatch } from '../../contract/testing/build-command.ts';
import { aConsent, aProductStatement, aRequest } from '../../contract/testing/build-event.ts';
import { openShop, type Shop, workspace } from '../testing/open-shop.ts';

const toOne: Act = { kind: 'requestDispatch', recipients: [{ userId: '39', productIds: ['001'] }] };

async function aMorning(): Promise<Shop> {
  const shop = await openShop();
  await shop.publish('bot', aRequest({ message: '불가능' }), aProductStatement(), aConsent());
  await shop.drain();
  return shop;
}

const dispatchesOf = (shop: Shop) => shop.store.feed.documentsFrom(workspace, 'dispatch', '', '', 10);

test('given a dispatch that left the desk before, a restored server that does not know it refuses it, and makes none of it (I7)', async () => {
  const restored = await aMorning();

  const [outcome] = await restored.apply(aCommand(toOne, { givenBefore: true }));

  expect(outcome).toMatchObject({ status: 'rejected', code: 'dispatch.mayHaveLeft' });
  expect(await dispatchesOf(restored)).toEqual([]);
  await restored.close();
});

test('given a dispatch that the server still knows, it is answered as the first time, and there is one of it (I6)', async () => {
  const shop = await aMorning();
  const command = aCommand(toOne);

  const [first] = await shop.apply(command);
  const [again] = await shop.apply({ ...command, givenBefore: true });

  expect(first?.status).toBe('applied');
  expect(again).toEqual(first);
  expect(await dispatchesOf(shop)).toHaveLength(1);
  await shop.close();
});

test('given a change that sends nothing, a restored server applies it though it was given before (I6)', async () => {
  const restored = await aMorning();

  const [outcome] = await restored.apply(aCommand(aPatch(), { givenBefore: true }));

  expect(outcome?.status).toBe('applied');
  await restored.close();
});
