import { afterEach, beforeEach, expect, test } from 'vitest';
import { aQuestion, aRequest, aSearch } from '../../contract/testing/build-event.ts';
import { openShop, type Shop, waitingFor, workspace } from '../testing/open-shop.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

test('given user 39 who searches, asks and requests the impossible, one question is learned and the request refused with "0"', async () => {
  const request = aRequest({ message: '불가능' });
  await shop.publish('bot', aSearch(), aQuestion(), request);

  await shop.drain();

  const leads = await shop.store.feed.documents(workspace, 'lead', ['39~001']);
  expect(leads.get('39~001')).toMatchObject({ searches: 1, questions: 1, requests: 0, refusals: 1, waiting: 0 });
  const down = await waitingFor(shop, 'bot');
  expect(down.map(({ kind }) => kind)).toEqual(['accepted', 'trained', 'refused']);
  expect(down[1]).toMatchObject({ questions: 1 });
  expect(down[2]).toMatchObject({ requestType: '0', chatId: '1', eventId: request.eventId });
});
