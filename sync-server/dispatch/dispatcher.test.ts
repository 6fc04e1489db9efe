import { expect, test } from 'vitest';
import { aConsent, anIdentification, aSearch } from '../../contract/testing/build-event.ts';
import { defaultSendingRules } from '../../domain/dispatching/default-rules.ts';
import { catchUp } from '../projection/fold-batch.ts';
import { rebuild } from '../projection/rebuild.ts';
import { silent, waitingFor, workspace } from '../testing/open-shop.ts';
import { runDispatcher } from '../testing/run-dispatcher.ts';
import { startDispatcher } from './dispatcher.ts';
import { aloneAs } from './holding.ts';
import type { Batch } from './send-adapter.ts';
import { longMs, refusing, sendingShop } from './testing/sending-shop.ts';

const given = sendingShop();
const { arrive, queue, plan, dispatchOf, itemOf } = given;

test('given two recipients of whom one never agreed, one is sent to and the other skipped by name (I7, I8)', async () => {
  await arrive('39');
  await given.shop.publish('bot', aSearch({ userId: '40' }));
  await given.shop.drain();

  const dispatchId = await queue('39', '40');
  await runDispatcher(given.shop, given.sandbox);

  expect(await itemOf(dispatchId, '39')).toMatchObject({ state: 'accepted', attempt: 1, message: { cards: [{ productId: '001' }] } });
  expect(await itemOf(dispatchId, '40')).toMatchObject({ state: 'skipped', reason: 'consent.missing', attempt: 0 });
  expect((await dispatchOf(dispatchId))?.counts).toMatchObject({ accepted: 1, skipped: 1, pending: 0 });
  expect((await given.ledger.list(workspace, 10)).map(({ userId }) => userId)).toEqual(['39']);
});

test('given a message that was sent, the chat client that the user spoke through last is told the products', async () => {
  await arrive('39');
  await given.shop.publish('kiosk', aSearch());
  await given.shop.drain();

  const dispatchId = await queue('39');
  await runDispatcher(given.shop, given.sandbox);

  const [recommended] = (await waitingFor(given.shop, 'kiosk')).filter(({ kind }) => kind === 'recommended');
  expect(recommended).toMatchObject({ userId: '39', dispatchId, products: [{ productId: '001', priceKrw: 59_000 }] });
  expect((await waitingFor(given.shop, 'bot')).some(({ kind }) => kind === 'recommended')).toBe(false);
});

test('given a text with a variable, each gets their own; who has no value for it is skipped by name and gets no raw variable', async () => {
  await arrive('39');
  await given.shop.publish(
    'bot',
    aSearch({ userId: '40' }),
    anIdentification({ userId: '40', name: undefined, phone: '010-0000-0040' }),
    aConsent({ userId: '40' }),
  );
  await given.shop.drain();
  await given.shop.act({
    kind: 'setPolicy',
    policy: { ...defaultSendingRules, senderName: '하늘 가게', freeOptOut: '080-000-0000' },
    from: 0,
  });

  const dispatchId = await plan({ text: '#{이름}님, 보고 가세요' }, '39', '40');
  await runDispatcher(given.shop, given.sandbox);

  const [got] = await given.ledger.list(workspace, 10);
  expect(got?.message).toMatchObject({ words: '김하늘님, 보고 가세요', senderName: '하늘 가게' });
  expect(got?.message.text).toContain('무료수신거부 080-000-0000');
  expect(await itemOf(dispatchId, '40')).toMatchObject({ state: 'skipped', reason: 'content.emptyVariable' });
});

test('given a text with the name of its reader, no row of the log holds it; it stands with the person, and a rebuild finds it there (I2)', async () => {
  await arrive('39');

  const dispatchId = await plan({ text: '#{이름}님, 보고 가세요' }, '39');
  await runDispatcher(given.shop, given.sandbox);

  const facts = await given.shop.store.log.read(workspace, 0, 1_000);
  const claimed = facts.find(({ body }) => 'step' in body && body.step === 'claimed');
  expect(facts.filter(({ body }) => JSON.stringify(body).includes('김하늘'))).toEqual([]);
  expect(claimed?.personal).toMatchObject([{ person: '39', part: { words: '김하늘님, 보고 가세요' } }]);
  expect(await itemOf(dispatchId, '39')).toMatchObject({ message: { words: '김하늘님, 보고 가세요' } });
  expect(await rebuild(given.shop.store, workspace)).toMatchObject({ written: 0, removed: 0 });
});

test('given answers that a dispatch leaves to hand over, outboxes are woken for those of the fold and for its own', async () => {
  await arrive('39', '41');
  const woken: string[] = [];
  given.shop.wakeUps.outboxAdded$.subscribe((name) => woken.push(name));

  await queue('39');
  await runDispatcher(given.shop, given.sandbox);
  const byItself = woken.splice(0);
  await given.shop.publish('bot', aSearch({ userId: '40' }));
  await queue('40');
  woken.splice(0);
  await queue('41');
  await runDispatcher(given.shop, { ...given.sandbox, commit: async () => refusing('invalid_request') });

  expect(byItself).toEqual([workspace]);
  expect(woken).toEqual([workspace]);
});

test('given items that wait for another attempt, they are not read again for what chats say, and are sent when their time has come', async () => {
  await arrive('39', '40');
  const dispatchId = await queue('39', '40');
  let reads = 0;
  const feed: typeof given.shop.store.feed = {
    ...given.shop.store.feed,
    documentsFrom: (workspaceId, collection, ...page) => {
      if (collection === 'openItem') reads += 1;
      return given.shop.store.feed.documentsFrom(workspaceId, collection, ...page);
    },
  };
  let isAway = true;
  const adapter = { ...given.sandbox, commit: async (batch: Batch) => (isAway ? refusing('transient') : given.sandbox.commit(batch)) };
  const dispatcher = await startDispatcher({
    ...{ store: { ...given.shop.store, feed }, adapter, holding: aloneAs('one life'), wakeUps: given.shop.wakeUps, log: silent },
    catchUpOf: async () => catchUp,
    now: () => given.shop.clock.now,
  });
  await dispatcher.idle();
  const wake = async () => {
    given.shop.wakeUps.feedAdvanced$.next(workspace);
    await dispatcher.idle();
  };
  await wake();
  const before = reads;

  await given.shop.publish('bot', aSearch({ userId: '41' }));
  await given.shop.drain();
  await wake();
  const afterChat = reads;
  isAway = false;
  given.shop.clock.now += longMs;
  await wake();
  await dispatcher.stop();

  expect(afterChat).toBe(before);
  expect(await itemOf(dispatchId, '39')).toMatchObject({ state: 'accepted', attempt: 2, failures: 1 });
});
