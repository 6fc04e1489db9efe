import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ItemState } from '../../contract/dispatch.ts';
import { aConsent, anIdentification, aProductStatement, aSearch } from '../../contract/testing/build-event.ts';
import { itemId } from '../../domain/identity/ids.ts';
import { catchUp, eventsPerBatch } from '../projection/fold-batch.ts';
import { rebuild } from '../projection/rebuild.ts';
import { openShop, type Shop, silent, waitingFor, workspace } from '../testing/open-shop.ts';
import { runDispatcher } from '../testing/run-dispatcher.ts';
import { startDispatcher } from './dispatcher.ts';
import { mostAttempts } from './due.ts';
import { intend } from './intend.ts';
import type { LookUpResult, Provider, SendResult } from './provider.ts';
import { type LedgerFile, openLedger } from './sandbox/ledger.ts';
import { sandboxProvider } from './sandbox/sandbox-provider.ts';
import { settle } from './settle.ts';

/** Many stores are opened on a machine that may be busy with other things. */
const propertyTimeoutMs = 60_000;

let shop: Shop;
let ledger: LedgerFile;
let sandbox: Provider;

async function open(): Promise<void> {
  shop = await openShop();
  ledger = openLedger(join(shop.folder, 'sandbox-ledger.db'));
  sandbox = sandboxProvider(ledger, () => shop.clock.now);
}
async function close(): Promise<void> {
  ledger.close();
  await shop.close();
}
beforeEach(open);
afterEach(close);

/** So long that every pause between attempts and look-ups is over. */
const longMs = 3_600_000;

/** People who searched product 001, are known by phone and agreed to be written to. */
async function arrive(...users: readonly string[]): Promise<void> {
  const events = users.flatMap((userId) => [aSearch({ userId }), anIdentification({ userId }), aConsent({ userId })]);
  await shop.publish('bot', aProductStatement(), ...events);
  await shop.drain();
}

async function queue(...users: readonly string[]): Promise<string> {
  return (await shop.act({ kind: 'requestDispatch', recipients: users.map((userId) => ({ userId, productIds: ['001'] })) })).id;
}

async function itemOf(dispatchId: string, userId: string) {
  const id = itemId(dispatchId, userId);
  return (await shop.store.feed.documents(workspace, 'dispatchItem', [id])).get(id);
}

const countsOf = async (dispatchId: string) =>
  (await shop.store.feed.documents(workspace, 'dispatch', [dispatchId])).get(dispatchId)?.counts;

const sumOf = (counts: Record<string, number> | undefined) => Object.values(counts ?? {}).reduce((sum, count) => sum + count, 0);

test('given two recipients of whom one never agreed, one is sent to and the other skipped by name (I7, I8)', async () => {
  await arrive('39');
  await shop.publish('bot', aSearch({ userId: '40' }));
  await shop.drain();

  const dispatchId = await queue('39', '40');
  await runDispatcher(shop, sandbox);

  expect(await itemOf(dispatchId, '39')).toMatchObject({ state: 'accepted', attempt: 1, message: { cards: [{ productId: '001' }] } });
  expect(await itemOf(dispatchId, '40')).toMatchObject({ state: 'skipped', reason: 'consent.missing', attempt: 0 });
  expect(await countsOf(dispatchId)).toMatchObject({ accepted: 1, skipped: 1, pending: 0 });
  expect((await ledger.list(workspace, 10)).map(({ userId }) => userId)).toEqual(['39']);
});

test('given a message that was sent, the chat client that the user spoke through last is told the products', async () => {
  await arrive('39');
  await shop.publish('kiosk', aSearch());
  await shop.drain();

  const dispatchId = await queue('39');
  await runDispatcher(shop, sandbox);

  const [recommended] = (await waitingFor(shop, 'kiosk')).filter(({ kind }) => kind === 'recommended');
  expect(recommended).toMatchObject({ userId: '39', dispatchId, products: [{ productId: '001', priceKrw: 59_000 }] });
  expect((await waitingFor(shop, 'bot')).some(({ kind }) => kind === 'recommended')).toBe(false);
});

test('given a consent withdrawn between queue and send, nothing is sent (I8)', async () => {
  await arrive('39');
  const dispatchId = await queue('39');
  await shop.publish('bot', aConsent({ granted: false, occurredAt: shop.clock.now }));
  await shop.drain();

  await runDispatcher(shop, sandbox);

  expect(await itemOf(dispatchId, '39')).toMatchObject({ state: 'skipped', reason: 'consent.withdrawn' });
  expect(await ledger.list(workspace, 10)).toEqual([]);
});

test('given a withdrawal that was acknowledged and is not folded yet, nothing is sent (I8)', async () => {
  await arrive('39');
  const dispatchId = await queue('39');
  await shop.publish('bot', aConsent({ granted: false, occurredAt: shop.clock.now }), aSearch({ userId: '40' }));

  await runDispatcher(shop, sandbox);

  expect(await itemOf(dispatchId, '39')).toMatchObject({ state: 'skipped', reason: 'consent.withdrawn' });
  expect(await ledger.list(workspace, 10)).toEqual([]);
  expect((await waitingFor(shop, 'bot')).at(-1)).toMatchObject({ kind: 'accepted', userId: '40' });
});

test('given a withdrawal that stands behind more events than one fold takes, nothing is sent (I8)', async () => {
  await arrive('39');
  const dispatchId = await queue('39');
  await shop.publish('bot', ...Array.from({ length: eventsPerBatch }, () => aSearch({ userId: '40' })));
  await shop.publish('bot', aConsent({ granted: false, occurredAt: shop.clock.now }));

  await runDispatcher(shop, sandbox);

  expect(await itemOf(dispatchId, '39')).toMatchObject({ state: 'skipped', reason: 'consent.withdrawn' });
  expect(await ledger.list(workspace, 10)).toEqual([]);
});

test('given answers that a dispatch leaves to hand over, outboxes are woken for those of the fold and for its own', async () => {
  await arrive('39');
  const woken: string[] = [];
  shop.wakeUps.outboxAdded$.subscribe((name) => woken.push(name));

  await queue('39');
  await runDispatcher(shop, sandbox);
  const byItself = woken.splice(0);
  await shop.publish('bot', aSearch({ userId: '40' }));
  await queue('40');
  woken.splice(0);
  shop.clock.now += 31 * 24 * longMs; // nothing of the first one stands in the way of the second
  await queue('39');
  await runDispatcher(shop, { ...sandbox, send: async () => 'rejected' });

  expect(byItself).toEqual([workspace]);
  expect(woken).toEqual([workspace]);
});

test('given a dispatch cancelled before it was handed over, nothing is sent and the cancel is in the audit', async () => {
  await arrive('39');
  const dispatchId = await queue('39');

  const cancel = await shop.act({ kind: 'cancelDispatch', dispatchId });
  await runDispatcher(shop, sandbox);

  expect(await countsOf(dispatchId)).toMatchObject({ cancelled: 1, pending: 0 });
  expect(await ledger.list(workspace, 10)).toEqual([]);
  const audit = await shop.store.feed.documents(workspace, 'activity', [cancel.id]);
  expect(audit.get(cancel.id)).toMatchObject({ kind: 'dispatchCancelled', dispatchId, cancelled: 1 });
  expect(await shop.act({ kind: 'cancelDispatch', dispatchId })).toMatchObject({ status: 'rejected', code: 'dispatch.tooLate' });
});

test('given an item that was cancelled while it was being fetched, no intent is put on record (I7)', async () => {
  await arrive('39');
  const dispatchId = await queue('39');
  await shop.act({ kind: 'cancelDispatch', dispatchId });
  const author = { by: 'system', now: shop.clock.now, hmacKey: await shop.store.credentials.hmacKey(workspace) };

  const intended = await shop.store.feed.transaction(workspace, (feed) => intend(feed, [itemId(dispatchId, '39')], author));

  expect(intended).toEqual([]);
  expect(await itemOf(dispatchId, '39')).toMatchObject({ state: 'cancelled' });
});

test('given a provider that accepts and then dies, the item is found by look-up and not sent twice (I7)', async () => {
  await arrive('39');
  const dispatchId = await queue('39');
  const dying: Provider = {
    ...sandbox,
    async send(request) {
      await sandbox.send(request);
      throw new Error('connection reset');
    },
  };

  await runDispatcher(shop, dying);
  const uncertain = await itemOf(dispatchId, '39');
  shop.clock.now += longMs;
  await runDispatcher(shop, sandbox);

  expect(uncertain).toMatchObject({ state: 'ambiguous', reason: 'provider.unknownResult' });
  expect(await itemOf(dispatchId, '39')).toMatchObject({ state: 'accepted', attempt: 1 });
  expect(await ledger.list(workspace, 10)).toHaveLength(1);
});

/** A process that ends in the middle of a call: no answer ever comes, and nothing after the call is run. */
function crashing(provider: Provider, when: 'beforeShown' | 'afterShown'): Readonly<{ provider: Provider; called: Promise<void> }> {
  let tell: () => void;
  const called = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const send: Provider['send'] = async (request) => {
    if (when === 'afterShown') await provider.send(request);
    tell();
    return new Promise(() => undefined);
  };
  return { provider: { ...provider, send }, called };
}

test.each([
  ['beforeShown', 2],
  ['afterShown', 1],
] as const)('given a crash in the call, %s, the next life looks it up and the phone shows it once (I7)', async (when, attempts) => {
  await arrive('39');
  const dispatchId = await queue('39');
  const { provider, called } = crashing(sandbox, when);
  void runDispatcher(shop, provider); // this life never ends: it is stuck in its call, and so writes nothing more
  await called;
  const left = await itemOf(dispatchId, '39');

  await runDispatcher(shop, sandbox);
  shop.clock.now += longMs;
  await runDispatcher(shop, sandbox);

  expect(left).toMatchObject({ state: 'committed', attempt: 1 });
  expect(await itemOf(dispatchId, '39')).toMatchObject({ state: 'accepted', attempt: attempts });
  expect(await ledger.list(workspace, 10)).toHaveLength(1);
});

test('given a dispatcher that was cut off in a call and goes on after another one took over, the phone shows it once (I7)', async () => {
  await arrive('39');
  const dispatchId = await queue('39');
  let goOn: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  let calls = 0;
  const late: Provider = {
    ...sandbox,
    async send(request) {
      calls += 1;
      await gate;
      return sandbox.send(request);
    },
  };
  const cutOff = runDispatcher(shop, late);
  await expect.poll(() => calls).toBe(1);

  await runDispatcher(shop, sandbox);
  shop.clock.now += longMs;
  await runDispatcher(shop, sandbox);
  goOn();
  await cutOff;

  expect(await itemOf(dispatchId, '39')).toMatchObject({ state: 'accepted', attempt: 2 });
  expect(await ledger.list(workspace, 10)).toMatchObject([{ attempt: 2 }]);
});

test('given news of an attempt after which another one was made, the item stays with that one (I7)', async () => {
  await arrive('39');
  const dispatchId = await queue('39');
  const id = itemId(dispatchId, '39');
  const author = { by: 'system', now: shop.clock.now, hmacKey: await shop.store.credentials.hmacKey(workspace) };
  const intendOnce = () => shop.store.feed.transaction(workspace, (feed) => intend(feed, [id], author));
  const record = (attempt: number, step: 'released' | 'failed') =>
    shop.store.feed.transaction(workspace, (feed) => settle(feed, [{ itemId: id, attempt, step }], author));
  await intendOnce();
  await record(1, 'released');
  await intendOnce();

  await record(1, 'failed');

  expect(await itemOf(dispatchId, '39')).toMatchObject({ state: 'committed', attempt: 2 });
});

test('given a stop while many items are being looked up, no more of them are asked about, and what was learned is on record', async () => {
  const users = Array.from({ length: 30 }, (_, index) => `u${index}`);
  await arrive(...users);
  const dispatchId = await queue(...users);
  await runDispatcher(shop, { ...sandbox, send: async () => 'unknown' });
  shop.clock.now += longMs;
  let asked = 0;
  let stopped: Promise<void> | undefined;
  const provider: Provider = {
    ...sandbox,
    async lookUp() {
      asked += 1;
      stopped ??= dispatcher.stop();
      return 'accepted';
    },
  };

  const { store, wakeUps, clock } = shop;
  const dispatcher = await startDispatcher({ store, provider, wakeUps, catchUpOf: async () => catchUp, now: () => clock.now, log: silent });
  await dispatcher.idle();
  await stopped;

  expect(asked).toBeLessThan(users.length);
  expect(await countsOf(dispatchId)).toMatchObject({ accepted: asked, ambiguous: users.length - asked });
});

test('given a provider that refuses, the item has failed and says so', async () => {
  await arrive('39');
  const dispatchId = await queue('39');

  await runDispatcher(shop, { ...sandbox, send: async () => 'rejected' });

  expect(await itemOf(dispatchId, '39')).toMatchObject({ state: 'failed', reason: 'provider.rejected' });
});

test('given a provider that never gets it, the item is tried a few times with pauses and then has failed', async () => {
  await arrive('39');
  const dispatchId = await queue('39');
  let calls = 0;
  const deaf: Provider = {
    lookUp: async () => 'notSent',
    async send() {
      calls += 1;
      return 'unknown';
    },
  };

  await runDispatcher(shop, deaf);
  await runDispatcher(shop, deaf);
  const early = calls;
  for (let life = 0; life < 3 * mostAttempts; life += 1) {
    shop.clock.now += longMs;
    await runDispatcher(shop, deaf);
  }

  expect(early).toBe(1);
  expect(calls).toBe(mostAttempts);
  expect(await itemOf(dispatchId, '39')).toMatchObject({ state: 'failed', attempt: mostAttempts });
});

/** The same store, of which one transaction fails: before it began, or after it was on the disk and nobody heard of it. */
function failingOnce(at: number, when: 'before' | 'afterCommit'): Shop {
  let transactions = 0;
  const { feed, credentials } = shop.store;
  const transaction: typeof feed.transaction = async (name, work) => {
    const fails = ++transactions === at;
    if (fails && when === 'before') throw new Error('disk full');
    const result = await feed.transaction(name, work);
    if (fails) throw new Error('process gone');
    return result;
  };
  return { ...shop, store: { ...shop.store, credentials, feed: { ...feed, transaction } } };
}

test.each([1, 2, 3, 4].flatMap((at) => [[at, 'before'] as const, [at, 'afterCommit'] as const]))(
  'given transaction %i failing %s, every recipient is shown the message once (I7)',
  async (at, when) => {
    const users = Array.from({ length: 25 }, (_, i) => `u${i}`);
    await arrive(...users);
    const dispatchId = await queue(...users);

    await runDispatcher(failingOnce(at, when), sandbox);
    shop.clock.now += longMs;
    await runDispatcher(shop, sandbox);

    expect(await countsOf(dispatchId)).toMatchObject({ accepted: users.length });
    expect(new Set((await ledger.list(workspace, 100)).map(({ itemId: id }) => id)).size).toBe(users.length);
    expect(await ledger.list(workspace, 100)).toHaveLength(users.length);
  },
);

const ended: ReadonlySet<ItemState> = new Set(['accepted', 'failed', 'skipped', 'cancelled']);
const manyUsers = ['a', 'b', 'c', 'd', 'e', 'f'];

test(
  'given any provider, crash and cancel, every item ends by name, no phone shows one twice and a rebuild agrees (I2, I7)',
  async () => {
    const answers = fc.array(fc.constantFrom<SendResult | 'dies' | 'diesAfter'>('accepted', 'rejected', 'unknown', 'dies', 'diesAfter'), {
      minLength: 1,
      maxLength: 12,
    });
    const lookUps = fc.array(fc.boolean(), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc
        .asyncProperty(answers, lookUps, fc.boolean(), async (sends, known, cancelled) => {
          let call = 0;
          let asked = 0;
          const moody: Provider = {
            async send(request) {
              const answer = sends[call++] ?? 'accepted';
              if (answer === 'accepted' || answer === 'diesAfter') await sandbox.send(request);
              if (answer === 'dies' || answer === 'diesAfter') throw new Error('broken pipe');
              return answer;
            },
            lookUp: (key): Promise<LookUpResult> => ((known[asked++] ?? true) ? sandbox.lookUp(key) : Promise.resolve('unknown')),
          };
          await arrive(...manyUsers.slice(0, 4));
          const dispatchId = await queue(...manyUsers);

          await runDispatcher(shop, moody);
          if (cancelled) await shop.act({ kind: 'cancelDispatch', dispatchId });
          for (let life = 0; life < 4 * mostAttempts; life += 1) {
            shop.clock.now += longMs;
            await runDispatcher(shop, moody);
          }

          const items = await Promise.all(manyUsers.map((userId) => itemOf(dispatchId, userId)));
          expect(items.every((item) => item && ended.has(item.state))).toBe(true);
          expect(sumOf(await countsOf(dispatchId))).toBe(manyUsers.length);
          const shown = (await ledger.list(workspace, 100)).map((entry) => entry.itemId);
          expect(new Set(shown).size).toBe(shown.length);
          expect(shown.sort()).toEqual(items.flatMap((item) => (item?.state === 'accepted' ? [item.id] : [])).sort());
          expect(await rebuild(shop.store, workspace)).toMatchObject({ written: 0, removed: 0 });
        })
        .beforeEach(async () => {
          await close();
          await open();
        }),
      { numRuns: 20 },
    );
  },
  propertyTimeoutMs,
);
