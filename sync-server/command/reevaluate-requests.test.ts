import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ChatEvent } from '../../contract/chat-event.ts';
import type { DecisionRules } from '../../contract/policy/decision-policy.ts';
import { aUlid } from '../../contract/testing/build-command.ts';
import { aRequest } from '../../contract/testing/build-event.ts';
import { decisionId } from '../../domain/identity/ids.ts';
import { shippedDecisionRules } from '../../domain/request-decision/product-rules.ts';
import { rebuild } from '../projection/rebuild.ts';
import { feedOf, internalsOf, openShop, type Shop, waitingFor, workspace } from '../testing/open-shop.ts';
import { activityOf, leadOf, learn } from '../testing/shop-acts.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

const place = ({ eventId }: Readonly<{ eventId: string }>) => ({ leadId: '39~001', requestEventId: eventId });
const publish = (change: Partial<DecisionRules>, from: number) =>
  shop.act({ kind: 'setPolicy', from, policy: { ...shippedDecisionRules, ...change } });
const about = (outcome: 'approve' | 'refuse' | 'review'): Partial<DecisionRules> => ({ products: [{ productId: '001', outcome }] });
const again = (requests: readonly ChatEvent[], id = aUlid()) =>
  shop.act({ kind: 'reevaluateRequests', requests: requests.map(place) }, { id });
const told = async () => (await waitingFor(shop, 'bot')).flatMap((message) => ('requestType' in message ? [message.requestType] : []));

test('given a policy that says otherwise, each request it changes is decided anew by its rule, counted by what it is and told once', async () => {
  const request = aRequest();
  await learn(shop, request);
  const before = await leadOf(shop, '39~001');
  await publish(about('refuse'), 0);
  const id = aUlid();

  expect(await again([request], id)).toMatchObject({ status: 'applied' });
  await again([request]);

  expect(await leadOf(shop, '39~001')).toMatchObject({ requests: 0, refusals: 1, lastRequest: { requestType: '0', decisionNo: 2 } });
  const decision = await activityOf(shop, decisionId(request.eventId, 2));
  expect(decision).toMatchObject({ by: 'system', rule: 'policy.product', version: 1, commandId: id, outcome: 'refuse' });
  expect(await activityOf(shop, id)).toMatchObject({
    kind: 'requestsReevaluated',
    by: 'owner',
    policyVersion: 1,
    requests: [{ is: 'refusals' }],
  });
  expect(await told()).toEqual(['1', '0']);
  expect(before?.days).toEqual([[expect.any(String), 0, 0, 1, 0]]);
});

test('given what a person has decided, no rule overrides it; what she has taken back, one does', async () => {
  const [kept, given] = [aRequest(), aRequest()];
  await learn(shop, kept, given);
  const word = aUlid();
  await shop.act({ kind: 'decideRequest', outcome: 'approve', requests: [place(kept)] });
  await shop.act({ kind: 'decideRequest', outcome: 'approve', requests: [place(given)] }, { id: word });
  await shop.act({ kind: 'undo', undoes: word });
  await publish(about('refuse'), 0);

  await again([kept, given]);

  expect(await leadOf(shop, '39~001')).toMatchObject({ requests: 1, refusals: 1 });
});

test('given one undo, all that still stands by a re-evaluation stands as it stood, and may be put to the rules once more', async () => {
  const requests = [aRequest(), aRequest(), aRequest({ message: '로그인이 안 돼요' })];
  await learn(shop, ...requests);
  const before = await leadOf(shop, '39~001');
  await publish(about('refuse'), 0);
  const id = aUlid();
  await again(requests, id);
  expect(await leadOf(shop, '39~001')).toMatchObject({ waiting: 0, requests: 0, refusals: 3 });

  await shop.act({ kind: 'undo', undoes: id });
  const back = await leadOf(shop, '39~001');
  await again(requests);

  expect(back).toMatchObject({ waiting: 1, requests: 2, refusals: 0, days: before?.days });
  expect(await leadOf(shop, '39~001')).toMatchObject({ waiting: 0, requests: 0, refusals: 3 });
  expect(await told()).toEqual(['1', '1', '0', '0', '0', '1', '1', '0', '0']);
});

test('given a request that the rules now leave to a person, it waits with the words that she judges by, and the chat hears nothing', async () => {
  const request = aRequest({ message: '내일까지 부탁해요' });
  await learn(shop, request);
  await publish(about('review'), 0);

  await again([request]);

  expect(await activityOf(shop, decisionId(request.eventId, 2))).toMatchObject({ outcome: 'review', message: '내일까지 부탁해요' });
  expect(await leadOf(shop, '39~001')).toMatchObject({ waiting: 1, requests: 0 });
  expect(await told()).toEqual(['1']);
});

test('given requests that are not here, it is refused; given rules that say the same, nothing is written', async () => {
  const request = aRequest();
  await learn(shop, request);
  const before = await feedOf(shop);

  expect(await again([aRequest()])).toMatchObject({ status: 'rejected', code: 'request.unknown' });
  expect(await again([request])).toMatchObject({ status: 'applied' });

  expect(await feedOf(shop)).toEqual(before);
});

test('given a re-evaluation and its undo in the log, a rebuild decides nothing and gives the same bytes', async () => {
  const request = aRequest();
  await learn(shop, request);
  await publish(about('refuse'), 0);
  const id = aUlid();
  await again([request], id);
  await shop.act({ kind: 'undo', undoes: id });
  await publish(about('review'), 1);
  const before = [await feedOf(shop), await internalsOf(shop)];

  await rebuild(shop.store, workspace);

  expect([await feedOf(shop), await internalsOf(shop)]).toEqual(before);
});
