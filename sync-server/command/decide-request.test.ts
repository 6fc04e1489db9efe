import { afterEach, beforeEach, expect, test } from 'vitest';
import { aRequest } from '../../contract/testing/build-event.ts';
import { decisionId } from '../../domain/identity/ids.ts';
import { openShop, type Shop, waitingFor } from '../testing/open-shop.ts';
import { activityOf, leadOf, learn } from '../testing/shop-acts.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

test('given a refusal that a person turns round, it is the next decision, counts once and is told to the chat', async () => {
  const request = aRequest({ message: '불가능' });
  await learn(shop, request);

  const outcome = await shop.act({ kind: 'decideRequest', leadId: '39~001', requestEventId: request.eventId, outcome: 'approve' });

  expect(outcome.status).toBe('applied');
  expect(await leadOf(shop, '39~001')).toMatchObject({
    requests: 1,
    refusals: 0,
    waiting: 0,
    lastRequest: { requestType: '1', decisionNo: 2 },
  });
  expect(await activityOf(shop, decisionId(request.eventId, 2))).toMatchObject({ kind: 'decided', by: 'owner', outcome: 'approve' });
  expect((await waitingFor(shop, 'bot')).at(-1)).toMatchObject({ kind: 'approved', requestType: '1', eventId: request.eventId });
});

test('given a decision that changes nothing, or on a request that is not here, the chat hears nothing', async () => {
  const request = aRequest();
  await learn(shop, request);
  const before = await waitingFor(shop, 'bot');
  const decide = { kind: 'decideRequest', leadId: '39~001', requestEventId: request.eventId, outcome: 'approve' } as const;

  expect(await shop.act(decide)).toMatchObject({ status: 'applied' });
  expect(await shop.act({ ...decide, leadId: '39~002' })).toMatchObject({ status: 'rejected', code: 'request.unknown' });
  expect(await waitingFor(shop, 'bot')).toEqual(before);
});
