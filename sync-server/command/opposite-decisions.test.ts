import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ChatEvent } from '../../contract/chat-event.ts';
import type { RequestStanding } from '../../contract/request-standing.ts';
import { aUlid } from '../../contract/testing/build-command.ts';
import { aRequest } from '../../contract/testing/build-event.ts';
import { conflictId } from '../../domain/identity/ids.ts';
import { requestField } from '../../domain/request-decision/contested-request.ts';
import { rebuild } from '../projection/rebuild.ts';
import { feedOf, internalsOf, openShop, type Shop, waitingFor, workspace } from '../testing/open-shop.ts';
import { activityOf, leadOf, learn } from '../testing/shop-acts.ts';

let shop: Shop;
let request: ChatEvent;
beforeEach(async () => {
  shop = await openShop();
  request = aRequest({ message: '로그인이 안 돼요' });
  await learn(shop, request);
});
afterEach(() => shop.close());

const leadId = '39~001';
const decide = (by: string, outcome: 'approve' | 'refuse', seen: RequestStanding, id = aUlid()) =>
  shop.act({ kind: 'decideRequest', outcome, requests: [{ leadId, requestEventId: request.eventId, seen }] }, { id }, by);
const told = async () => (await waitingFor(shop, 'bot')).flatMap((message) => ('requestType' in message ? [message.requestType] : []));
const conflictOf = (commandId: string) => activityOf(shop, conflictId(commandId, leadId, requestField(request.eventId)));

test('given two marketers who decide one request oppositely unseen, the later in the log stands and the other word is in the inbox', async () => {
  await decide('mina', 'approve', 'waiting');
  const later = aUlid();

  expect(await decide('jiho', 'refuse', 'waiting', later)).toMatchObject({ status: 'conflict' });

  expect(await leadOf(shop, leadId)).toMatchObject({ waiting: 0, requests: 0, refusals: 1 });
  const both = { lost: 'requests', kept: 'refusals', lostBy: 'mina', by: 'jiho', leadId, field: requestField(request.eventId) };
  expect(await conflictOf(later)).toMatchObject({ kind: 'conflict', ...both });
});

test('given a word that was seen, a rule that was overridden or the same word twice, there is no conflict', async () => {
  expect(await decide('mina', 'approve', 'waiting')).toMatchObject({ status: 'applied' });
  expect(await decide('jiho', 'approve', 'waiting')).toMatchObject({ status: 'applied' });
  expect(await decide('jiho', 'refuse', 'requests')).toMatchObject({ status: 'applied' });
  expect(await decide('jiho', 'approve', 'waiting')).toMatchObject({ status: 'applied' }); // her own she has seen
});

test('given the losing word re-applied, it stands, the conflict is settled, the chat is told, and an undo brings all of it back', async () => {
  await decide('mina', 'approve', 'waiting');
  const later = aUlid();
  await decide('jiho', 'refuse', 'waiting', later);
  const id = conflictId(later, leadId, requestField(request.eventId));
  const settling = aUlid();

  await shop.act({ kind: 'settleConflicts', keep: 'lost', conflicts: [{ id, seen: 'refusals' }] }, { id: settling }, 'mina');

  expect(await leadOf(shop, leadId)).toMatchObject({ requests: 1, refusals: 0 });
  expect(await conflictOf(later)).toMatchObject({ settled: { keep: 'lost', by: 'mina' } });
  await shop.act({ kind: 'undo', undoes: settling }, {}, 'mina');
  expect(await leadOf(shop, leadId)).toMatchObject({ requests: 0, refusals: 1 });
  expect(await conflictOf(later)).not.toHaveProperty('settled');
  expect(await told()).toEqual(['1', '0', '1', '0']);
});

test('given the overwriting word undone, the other stands again and its conflict needs nobody; a rebuild gives the same bytes', async () => {
  await decide('mina', 'approve', 'waiting');
  const later = aUlid();
  await decide('jiho', 'refuse', 'waiting', later);

  await shop.act({ kind: 'undo', undoes: later }, {}, 'jiho');

  expect(await leadOf(shop, leadId)).toMatchObject({ requests: 1, refusals: 0 });
  expect(await conflictOf(later)).toMatchObject({ settled: { keep: 'lost', by: 'jiho' } });
  const before = [await feedOf(shop), await internalsOf(shop)];
  await rebuild(shop.store, workspace);
  expect([await feedOf(shop), await internalsOf(shop)]).toEqual(before);
});

test('given a losing word of a standing that no rule overrides, what stood is left in the inbox until somebody chooses', async () => {
  await decide('mina', 'approve', 'waiting');
  const later = aUlid();
  await decide('jiho', 'refuse', 'waiting', later);
  const id = conflictId(later, leadId, requestField(request.eventId));

  await shop.act({ kind: 'settleConflicts', keep: 'standing', conflicts: [{ id }] }, {}, 'mina');

  expect(await leadOf(shop, leadId)).toMatchObject({ refusals: 1 });
  expect(await conflictOf(later)).toMatchObject({ settled: { keep: 'standing' } });
});
