import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ChatEvent } from '../../contract/chat-event.ts';
import type { DecisionRules } from '../../contract/policy/decision-policy.ts';
import { aUlid } from '../../contract/testing/build-command.ts';
import { aRequest } from '../../contract/testing/build-event.ts';
import { decisionId } from '../../domain/identity/ids.ts';
import { rebuild } from '../projection/rebuild.ts';
import { feedOf, internalsOf, openShop, type Shop, waitingFor, workspace } from '../testing/open-shop.ts';
import { activityOf, leadOf, learn } from '../testing/shop-acts.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

type Verdict = 'approve' | 'refuse';
const place = ({ eventId }: Readonly<{ eventId: string }>) => ({ leadId: '39~001', requestEventId: eventId });
const decide = (outcome: Verdict, ...requests: readonly ChatEvent[]) =>
  shop.act({ kind: 'decideRequest', requests: requests.map(place), outcome });
const told = async () => (await waitingFor(shop, 'bot')).flatMap((message) => ('requestType' in message ? [message.requestType] : []));
/** Its words are a fault or a refusal. */
const doubtful = () => aRequest({ message: '로그인이 안 돼요' });

test('given a refusal that a person turns round, it is the next decision, counts once and is told to the chat', async () => {
  const request = aRequest({ message: '불가능' });
  await learn(shop, request);

  const outcome = await decide('approve', request);

  expect(outcome.status).toBe('applied');
  const turned = { requests: 1, refusals: 0, waiting: 0, lastRequest: { requestType: '1', decisionNo: 2 } };
  expect(await leadOf(shop, '39~001')).toMatchObject(turned);
  expect(await activityOf(shop, decisionId(request.eventId, 2))).toMatchObject({ kind: 'decided', by: 'owner', outcome: 'approve' });
  expect((await waitingFor(shop, 'bot')).at(-1)).toMatchObject({ kind: 'approved', requestType: '1', eventId: request.eventId });
});

test('given a doubtful request, the chat hears nothing until a person refuses it, and its review carries what she judges by', async () => {
  const request = doubtful();
  await learn(shop, request);
  expect(await leadOf(shop, '39~001')).toMatchObject({ waiting: 1, requests: 0, refusals: 0 });
  expect(await told()).toEqual([]);
  const review = { outcome: 'review', rule: 'words.fault', message: '로그인이 안 돼요', words: ['안 돼'], span: { start: 5, end: 8 } };
  expect(await activityOf(shop, decisionId(request.eventId, 1))).toMatchObject(review);

  await decide('refuse', request);

  expect(await leadOf(shop, '39~001')).toMatchObject({ waiting: 0, refusals: 1 });
  expect(await told()).toEqual(['0']);
});

test('given what a person has decided so already, or a request that is not here, nothing is decided and the chat hears nothing', async () => {
  const request = aRequest();
  await learn(shop, request);
  await decide('approve', request);
  const before = await feedOf(shop);
  const heard = await told();

  expect(await decide('approve', request)).toMatchObject({ status: 'applied' });
  expect(await decide('approve', aRequest())).toMatchObject({ status: 'rejected', code: 'request.unknown' });

  expect(await feedOf(shop)).toEqual(before);
  expect(await told()).toEqual(heard);
});

test('given a rule that a person confirms, it is her decision, and the chat is not told again', async () => {
  const request = aRequest();
  await learn(shop, request);

  await decide('approve', request);

  expect(await leadOf(shop, '39~001')).toMatchObject({ requests: 1, lastRequest: { decisionNo: 2 } });
  expect(await told()).toEqual(['1']);
});

test('given a bulk of decisions, it is one act in the audit, and one undo takes all of it back', async () => {
  const requests = [doubtful(), doubtful(), doubtful()];
  await learn(shop, ...requests);
  const before = await leadOf(shop, '39~001');
  const id = aUlid();
  await shop.act({ kind: 'decideRequest', requests: requests.map(place), outcome: 'refuse' }, { id });
  expect(await activityOf(shop, id)).toMatchObject({ kind: 'requestsDecided', outcome: 'refuse', requests: [{}, {}, {}] });
  expect(await leadOf(shop, '39~001')).toMatchObject({ waiting: 0, refusals: 3 });

  const undone = await shop.act({ kind: 'undo', undoes: id });

  expect(undone.status).toBe('applied');
  expect(await leadOf(shop, '39~001')).toMatchObject({ waiting: 3, refusals: 0, days: before?.days });
  expect(await told()).toEqual(['0', '0', '0']);
});

test('given a decision that a colleague made since, an undo leaves it alone', async () => {
  const request = doubtful();
  await learn(shop, request);
  const id = aUlid();
  await shop.act({ kind: 'decideRequest', requests: [place(request)], outcome: 'refuse' }, { id });
  await decide('approve', request);

  expect(await shop.act({ kind: 'undo', undoes: id })).toMatchObject({ status: 'rejected', code: 'undo.nothingLeft' });
  expect(await leadOf(shop, '39~001')).toMatchObject({ requests: 1 });
});

test('given an undo that is undone, the request stands as the person said, and the chat hears each way once', async () => {
  const request = aRequest();
  await learn(shop, request);
  const [refusal, undo] = [aUlid(), aUlid()];
  await shop.act({ kind: 'decideRequest', requests: [place(request)], outcome: 'refuse' }, { id: refusal });
  await shop.act({ kind: 'undo', undoes: refusal }, { id: undo });
  expect(await leadOf(shop, '39~001')).toMatchObject({ requests: 1, refusals: 0 });

  await shop.act({ kind: 'undo', undoes: undo });

  expect(await leadOf(shop, '39~001')).toMatchObject({ requests: 0, refusals: 1 });
  expect(await told()).toEqual(['1', '0', '1', '0']);
});

test('given a policy that a shop has set, requests are decided by it from then on, and a rebuild decides none again', async () => {
  await learn(shop, aRequest());
  const rules: DecisionRules = {
    id: 'decision',
    outOfStock: 'read',
    discontinued: 'read',
    classifierDoubts: true,
    categories: [],
    products: [{ productId: '001', outcome: 'review' }],
  };
  await shop.act({ kind: 'setPolicy', from: 0, policy: rules });
  const later = aRequest();
  await shop.publish('bot', later);
  await shop.drain();
  const before = [await feedOf(shop), await internalsOf(shop)];

  await rebuild(shop.store, workspace);

  expect([await feedOf(shop), await internalsOf(shop)]).toEqual(before);
  expect(await leadOf(shop, '39~001')).toMatchObject({ requests: 1 });
});

/** Decisions, undos of any of them, on any of the requests. */
const anyTurns = fc.array(fc.tuple(fc.constantFrom('approve', 'refuse', 'undo'), fc.nat(2)), { maxLength: 8 });

test('given decisions turned round and back in any way, counts are those of how each request stands, and the chat was last told just that', async () => {
  await fc.assert(
    fc.asyncProperty(anyTurns, async (turns) => {
      const own = await openShop();
      try {
        const requests = [aRequest({ message: '불가능' }), aRequest(), aRequest({ message: '로그인이 안 돼요' })];
        await own.publish('bot', ...requests);
        await own.drain();
        const ids: string[] = [];
        for (const [turn, at] of turns) {
          const id = aUlid();
          const request = requests[at] ?? requests[0];
          const undoes = ids[at];
          if (turn !== 'undo' && request) await own.act({ kind: 'decideRequest', requests: [place(request)], outcome: turn }, { id });
          else if (undoes) await own.act({ kind: 'undo', undoes }, { id });
          ids.push(id);
        }

        const standing = await own.store.feed.transaction(workspace, (feed) =>
          feed.documents(
            'request',
            requests.map(({ eventId }) => eventId),
          ),
        );
        const stands = [...standing.values()].map((request) => request.standing);
        const count = (of: string) => stands.filter((is) => is === of).length;
        const counts = { waiting: count('waiting'), requests: count('requests'), refusals: count('refusals') };
        expect(await leadOf(own, '39~001')).toMatchObject(counts);

        const heard = await waitingFor(own, 'bot');
        for (const request of standing.values()) {
          const last = heard.filter((message) => 'requestType' in message && message.eventId === request.id).at(-1);
          const type = last && 'requestType' in last ? last.requestType : undefined;
          if (request.standing !== 'waiting') expect(type).toBe(request.standing === 'requests' ? '1' : '0');
        }
      } finally {
        await own.close();
      }
    }),
    { numRuns: 25 },
  );
}, 60_000);
