import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RequestDispatch } from '../../contract/command/request-dispatch.ts';
import type { ItemState } from '../../contract/dispatch.ts';
import { aConsent, anIdentification, aProductStatement, aSearch } from '../../contract/testing/build-event.ts';
import { mostAttempts } from '../../domain/dispatching/after-error.ts';
import { defaultSendingRules } from '../../domain/dispatching/default-rules.ts';
import { itemId } from '../../domain/identity/ids.ts';
import { catchUp, eventsPerBatch } from '../projection/fold-batch.ts';
import { rebuild } from '../projection/rebuild.ts';
import { openShop, type Shop, silent, waitingFor, workspace } from '../testing/open-shop.ts';
import { runDispatcher } from '../testing/run-dispatcher.ts';
import { startDispatcher } from './dispatcher.ts';
import { aloneAs } from './holding.ts';
import { type LedgerFile, openLedger } from './sandbox/ledger.ts';
import { sandboxAdapter } from './sandbox/sandbox-adapter.ts';
import type { Batch, BatchOutcome, SendAdapter, SendErrorClass } from './send-adapter.ts';
import { takeSteps } from './take-steps.ts';

/** Many stores are opened on a machine that may be busy with other things. */
const propertyTimeoutMs = 60_000;

let shop: Shop;
let ledger: LedgerFile;
let sandbox: SendAdapter;

async function open(): Promise<void> {
  shop = await openShop();
  ledger = openLedger(join(shop.folder, 'sandbox-ledger.db'));
  sandbox = sandboxAdapter(ledger, () => shop.clock.now);
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
  return plan({}, ...users);
}

async function plan(more: Partial<RequestDispatch>, ...users: readonly string[]): Promise<string> {
  const recipients = users.map((userId) => ({ userId, productIds: ['001'] }));
  return (await shop.act({ kind: 'requestDispatch', recipients, ...more }, { issuedAt: shop.clock.now })).id;
}

const refusing = (kind: SendErrorClass, mayHaveSent = false): BatchOutcome => ({
  kind: mayHaveSent ? 'ambiguous' : 'rejected',
  error: { class: kind, code: 'c-1', text: 'no', mayHaveSent },
});

const dispatchOf = async (id: string) => (await shop.store.feed.documents(workspace, 'dispatch', [id])).get(id);

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

test('given a text with a variable, each gets their own; who has no value for it is skipped by name and gets no raw variable', async () => {
  await arrive('39');
  await shop.publish(
    'bot',
    aSearch({ userId: '40' }),
    anIdentification({ userId: '40', name: undefined, phone: '010-0000-0040' }),
    aConsent({ userId: '40' }),
  );
  await shop.drain();
  await shop.act({ kind: 'setPolicy', policy: { ...defaultSendingRules, senderName: '하늘 가게', freeOptOut: '080-000-0000' }, from: 0 });

  const dispatchId = await plan({ text: '#{이름}님, 보고 가세요' }, '39', '40');
  await runDispatcher(shop, sandbox);

  const [got] = await ledger.list(workspace, 10);
  expect(got?.message).toMatchObject({ words: '김하늘님, 보고 가세요', senderName: '하늘 가게' });
  expect(got?.message.text).toContain('무료수신거부 080-000-0000');
  expect(await itemOf(dispatchId, '40')).toMatchObject({ state: 'skipped', reason: 'content.emptyVariable' });
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
  await arrive('39', '41');
  const woken: string[] = [];
  shop.wakeUps.outboxAdded$.subscribe((name) => woken.push(name));

  await queue('39');
  await runDispatcher(shop, sandbox);
  const byItself = woken.splice(0);
  await shop.publish('bot', aSearch({ userId: '40' }));
  await queue('40');
  woken.splice(0);
  await queue('41');
  await runDispatcher(shop, { ...sandbox, commit: async () => refusing('invalid_request') });

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

test('given an item that was cancelled while it was being claimed, nothing is sent (I7)', async () => {
  await arrive('39', '40');
  const dispatchId = await queue('39', '40');
  let stopped = false;
  const { feed } = shop.store;
  const documentsFrom: typeof feed.documentsFrom = async (...args) => {
    const found = await feed.documentsFrom(...args);
    if (args[1] === 'openItem' && !stopped) {
      stopped = true;
      await shop.act({ kind: 'cancelDispatch', dispatchId });
    }
    return found;
  };

  await runDispatcher({ ...shop, store: { ...shop.store, feed: { ...feed, documentsFrom } } }, sandbox);

  expect(await dispatchOf(dispatchId)).toMatchObject({ state: 'cancelled', counts: { cancelled: 2 } });
  expect(await ledger.list(workspace, 10)).toEqual([]);
});

test('given a provider that accepts and then dies, the item is found by look-up and not sent twice (I7)', async () => {
  await arrive('39');
  const dispatchId = await queue('39');
  const dying: SendAdapter = {
    ...sandbox,
    async commit(batch) {
      await sandbox.commit(batch);
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
function crashing(adapter: SendAdapter, when: 'beforeShown' | 'afterShown'): Readonly<{ adapter: SendAdapter; called: Promise<void> }> {
  let tell: () => void;
  const called = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const commit: SendAdapter['commit'] = async (batch) => {
    if (when === 'afterShown') await adapter.commit(batch);
    tell();
    return new Promise(() => undefined);
  };
  return { adapter: { ...adapter, commit }, called };
}

test.each([
  ['beforeShown', 2],
  ['afterShown', 1],
] as const)('given a crash in the call, %s, the next life looks it up and the phone shows it once (I7)', async (when, attempts) => {
  await arrive('39');
  const dispatchId = await queue('39');
  const { adapter, called } = crashing(sandbox, when);
  void runDispatcher(shop, adapter); // this life never ends: it is stuck in its call, and so writes nothing more
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
  const late: SendAdapter = {
    ...sandbox,
    async commit(batch) {
      calls += 1;
      await gate;
      return sandbox.commit(batch);
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
  await runDispatcher(shop, { ...sandbox, commit: async () => refusing('transient') });
  shop.clock.now += longMs;
  await runDispatcher(shop, { ...sandbox, commit: async () => refusing('ambiguous', true), lookUp: async () => 'unknown' });
  const author = { by: 'system', now: shop.clock.now, hmacKey: await shop.store.credentials.hmacKey(workspace) };

  const { taken } = await shop.store.feed.transaction(workspace, (feed) =>
    takeSteps(feed, [{ itemId: id, attempt: 1, step: 'failed' }], author),
  );

  expect(taken).toBe(0);
  expect(await itemOf(dispatchId, '39')).toMatchObject({ state: 'ambiguous', attempt: 2 });
});

test('given a stop while batches are being looked up, no more of them are asked about, and what was learned is on record', async () => {
  const users = ['a', 'b', 'c', 'd'];
  await arrive(...users);
  const one = { ...sandbox, capabilities: { ...sandbox.capabilities, maxBatch: 1 } };
  const dispatchId = await queue(...users);
  await runDispatcher(shop, { ...one, commit: async () => refusing('ambiguous', true), lookUp: async () => 'unknown' });
  shop.clock.now += 60_000;
  let asked = 0;
  let stopped: Promise<void> | undefined;
  const adapter: SendAdapter = {
    ...one,
    async lookUp({ items }) {
      asked += 1;
      stopped ??= dispatcher.stop();
      return items.map((item) => ({ itemId: item.itemId, status: 'accepted', at: 0, raw: { code: '', text: '' }, key: item.itemId }));
    },
  };

  const { store, wakeUps, clock } = shop;
  const ports = { store, adapter, holding: aloneAs('this'), wakeUps, catchUpOf: async () => catchUp, now: () => clock.now, log: silent };
  const dispatcher = await startDispatcher(ports);
  await dispatcher.idle();
  await stopped;

  expect(asked).toBeLessThan(users.length);
  expect(await countsOf(dispatchId)).toMatchObject({ accepted: asked, ambiguous: users.length - asked });
});

test.each([
  ['invalid_request', 'provider.rejected'],
  ['recipient_unreachable', 'provider.unreachable'],
  ['recipient_optout', 'provider.optedOut'],
] as const)(
  'given a provider that refuses for good (%s), the item has failed and says so, with the code as it came',
  async (kind, reason) => {
    await arrive('39');
    const dispatchId = await queue('39');

    await runDispatcher(shop, { ...sandbox, commit: async () => refusing(kind) });

    expect(await itemOf(dispatchId, '39')).toMatchObject({ state: 'failed', reason, rawCode: 'c-1', rawText: 'no' });
    expect(await dispatchOf(dispatchId)).toMatchObject({ state: 'failed' });
  },
);

test('given a provider that never gets it, the item is tried a few times with growing pauses and then has failed', async () => {
  await arrive('39');
  const dispatchId = await plan({ expiresAt: shop.clock.now + 100 * longMs }, '39');
  const calledAt: number[] = [];
  const deaf: SendAdapter = {
    ...sandbox,
    async commit() {
      calledAt.push(shop.clock.now);
      return refusing('rate');
    },
  };

  for (let life = 0; life < 600; life += 1) {
    await runDispatcher(shop, deaf);
    shop.clock.now += 5_000;
  }

  const pauses = calledAt.slice(1).map((at, index) => at - (calledAt[index] as number));
  expect(calledAt).toHaveLength(mostAttempts);
  for (const [index, pause] of pauses.entries()) expect(pause).toBeGreaterThanOrEqual(30_000 * 2 ** index);
  expect(await itemOf(dispatchId, '39')).toMatchObject({ state: 'failed', attempt: mostAttempts });
});

test.each([
  ['auth', undefined],
  ['balance', undefined],
  ['quota', Date.UTC(2026, 11, 1, 23)],
  ['window', Date.UTC(2026, 11, 1, 23)],
] as const)('given %s, the dispatch is held, nothing is called again, and it goes on by itself or by a person', async (kind, until) => {
  await arrive('39');
  const dispatchId = await plan({ expiresAt: shop.clock.now + 1_000 * longMs }, '39');
  shop.clock.now = Date.UTC(2026, 11, 1, 3); // noon in Seoul
  let calls = 0;
  const refusal: SendAdapter = {
    ...sandbox,
    async commit() {
      calls += 1;
      return refusing(kind);
    },
  };

  await runDispatcher(shop, refusal);
  shop.clock.now += longMs;
  await runDispatcher(shop, refusal);
  const held = await dispatchOf(dispatchId);
  if (until === undefined) await shop.act({ kind: 'resumeDispatch', dispatchId });
  else shop.clock.now = until;
  await runDispatcher(shop, sandbox);

  expect(calls).toBe(1);
  expect(held).toMatchObject({
    state: 'held',
    hold: { reason: kind, ...(until !== undefined && { until: kind === 'quota' || kind === 'window' ? until : 0 }) },
  });
  expect(await itemOf(dispatchId, '39')).toMatchObject({ state: 'accepted', attempt: 2 });
  expect(await dispatchOf(dispatchId)).toMatchObject({ state: 'sent' });
});

test('given a provider with hours of its own, nothing is claimed outside of them', async () => {
  await arrive('39');
  const window = { fromMinute: 8 * 60, toMinute: 20 * 60 + 50 };
  const withHours = { ...sandbox, capabilities: { ...sandbox.capabilities, window } };
  shop.clock.now = Date.UTC(2026, 11, 1, 11, 50); // 20:50 in Seoul
  const dispatchId = await queue('39');

  await runDispatcher(shop, withHours);
  const held = await dispatchOf(dispatchId);
  shop.clock.now = Date.UTC(2026, 11, 1, 23);
  await runDispatcher(shop, withHours);

  expect(held).toMatchObject({ state: 'held', hold: { reason: 'window', until: Date.UTC(2026, 11, 1, 23) } });
  expect(await itemOf(dispatchId, '39')).toMatchObject({ state: 'accepted', attempt: 1 });
});

test('given two recipients at night of whom one withdrew meanwhile, that one is skipped and the dispatch says until when the other waits', async () => {
  await arrive('39', '40');
  shop.clock.now = Date.UTC(2026, 11, 1, 14); // 23:00 in Seoul
  const dispatchId = await queue('39', '40');
  await shop.publish('bot', aConsent({ userId: '40', granted: false, occurredAt: shop.clock.now }));
  await shop.drain();

  await runDispatcher(shop, sandbox);
  const held = await dispatchOf(dispatchId);
  shop.clock.now = Date.UTC(2026, 11, 1, 23);
  await runDispatcher(shop, sandbox);

  expect(held).toMatchObject({ state: 'held', hold: { reason: 'window', until: Date.UTC(2026, 11, 1, 23) }, counts: { skipped: 1 } });
  expect(await itemOf(dispatchId, '39')).toMatchObject({ state: 'accepted', attempt: 1 });
  expect(await itemOf(dispatchId, '40')).toMatchObject({ state: 'skipped', reason: 'consent.withdrawn' });
});

test('given a time to send at, nothing is sent before; given one to end at, whoever is left has expired by name', async () => {
  await arrive('39', '40');
  const sendAt = shop.clock.now + longMs;
  const later = await plan({ sendAt }, '39');
  const paused = await plan({}, '40');
  await shop.act({ kind: 'pauseDispatch', dispatchId: paused });

  await runDispatcher(shop, sandbox);
  const early = await ledger.list(workspace, 10);
  shop.clock.now = sendAt;
  await runDispatcher(shop, sandbox);
  shop.clock.now += 24 * longMs;
  await runDispatcher(shop, sandbox);

  expect(early).toEqual([]);
  expect(await itemOf(later, '39')).toMatchObject({ state: 'accepted' });
  expect(await itemOf(paused, '40')).toMatchObject({ state: 'expired', reason: 'dispatch.expired' });
  expect(await dispatchOf(paused)).toMatchObject({ state: 'failed', counts: { expired: 1 } });
});

test('given a dispatch that is paused between two batches, the rest waits until it is resumed', async () => {
  await arrive('39', '40');
  const dispatchId = await queue('39', '40');
  const pausing: SendAdapter = {
    ...sandbox,
    capabilities: { ...sandbox.capabilities, maxBatch: 1 },
    async commit(batch) {
      await shop.act({ kind: 'pauseDispatch', dispatchId });
      return sandbox.commit(batch);
    },
  };

  await runDispatcher(shop, pausing);
  const held = await dispatchOf(dispatchId);
  await shop.act({ kind: 'resumeDispatch', dispatchId });
  await runDispatcher(shop, sandbox);

  expect(held).toMatchObject({ state: 'held', hold: { reason: 'paused' }, counts: { accepted: 1, pending: 1 } });
  expect(await dispatchOf(dispatchId)).toMatchObject({ state: 'sent', counts: { accepted: 2 } });
});

test('given a provider that was changed after an attempt, what surely was not sent is left out and what may have been is for a person (I7)', async () => {
  await arrive('39', '40');
  const released = await queue('39');
  await runDispatcher(shop, { ...sandbox, commit: async () => refusing('transient') });
  const doubtful = await queue('40');
  await runDispatcher(shop, { ...sandbox, commit: async () => refusing('ambiguous', true), lookUp: async () => 'unknown' });
  shop.clock.now += 60_000;

  await runDispatcher(shop, { ...sandbox, id: 'solapi' });

  expect(await itemOf(released, '39')).toMatchObject({ state: 'skipped', reason: 'dispatch.providerChanged' });
  expect(await itemOf(doubtful, '40')).toMatchObject({ state: 'uncertain', reason: 'dispatch.providerChanged' });
  expect(await ledger.list(workspace, 10)).toEqual([]);
});

test.each([
  ['cannot be asked', { lookUp: false }, 60_000],
  ['cannot tell for long', {}, longMs],
] as const)("given a provider that %s, an ambiguous item is a person's to decide (I7)", async (_why, can, ms) => {
  await arrive('39');
  const dispatchId = await queue('39');
  const mute: SendAdapter = {
    ...sandbox,
    capabilities: { ...sandbox.capabilities, ...can },
    commit: async () => refusing('ambiguous', true),
    lookUp: async () => 'unknown',
  };

  await runDispatcher(shop, mute);
  shop.clock.now += ms;
  await runDispatcher(shop, mute);

  expect(await itemOf(dispatchId, '39')).toMatchObject({ state: 'uncertain', reason: 'provider.unknownResult', attempt: 1 });
});

/** A provider of two phases that keeps what it prepared, and sends only that. */
function twoPhases(): Readonly<{ adapter: SendAdapter; prepared: Batch[] }> {
  const prepared: Batch[] = [];
  const adapter: SendAdapter = {
    ...sandbox,
    capabilities: { ...sandbox.capabilities, twoPhase: true },
    async prepare(batch) {
      prepared.push(batch);
      return { kind: 'prepared', providerBatchId: `group ${prepared.length}` };
    },
    async commit(batch) {
      expect(batch.items).toEqual(prepared.at(-1)?.items);
      return sandbox.commit(batch);
    },
  };
  return { adapter, prepared };
}

test('given two phases and a withdrawal between them, the batch is prepared anew without that person (I8)', async () => {
  await arrive('39', '40');
  const dispatchId = await queue('39', '40');
  const { adapter, prepared } = twoPhases();
  const withdrawing: SendAdapter = {
    ...adapter,
    async prepare(batch) {
      if (prepared.length === 0) await shop.publish('bot', aConsent({ granted: false, occurredAt: shop.clock.now }));
      return adapter.prepare(batch);
    },
  };

  await runDispatcher(shop, withdrawing);

  expect(prepared.map(({ items }) => items.length)).toEqual([2, 1]);
  expect(await itemOf(dispatchId, '39')).toMatchObject({ state: 'skipped', reason: 'consent.withdrawn' });
  expect(await itemOf(dispatchId, '40')).toMatchObject({ state: 'accepted', attempt: 2, providerBatchId: 'group 2' });
  expect((await ledger.list(workspace, 10)).map(({ userId }) => userId)).toEqual(['40']);
});

test('given a crash after a batch was prepared, nothing of it was committed and the next life makes another (I7)', async () => {
  await arrive('39');
  const dispatchId = await queue('39');
  const { adapter, prepared } = twoPhases();
  const broken = failingOnce(3, 'before');

  await runDispatcher(broken, adapter);

  expect(prepared).toHaveLength(2);
  expect(await itemOf(dispatchId, '39')).toMatchObject({ state: 'accepted', attempt: 2 });
  expect((await itemOf(dispatchId, '39'))?.history.map(({ step }) => step)).toEqual([
    ...['eligible', 'claimed', 'prepared', 'returned'],
    ...['claimed', 'prepared', 'committed', 'accepted'],
  ]);
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

test.each([1, 2, 3].flatMap((at) => [[at, 'before'] as const, [at, 'afterCommit'] as const]))(
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

const ended: ReadonlySet<ItemState> = new Set(['accepted', 'failed', 'uncertain', 'skipped', 'cancelled', 'expired']);
const manyUsers = ['a', 'b', 'c', 'd', 'e', 'f'];

test(
  'given any provider, crash and cancel, every item ends by name, no phone shows one twice and a rebuild agrees (I2, I7)',
  async () => {
    const kinds = ['accepted', 'invalid_request', 'transient', 'ambiguous', 'dies', 'diesAfter'] as const;
    const answers = fc.array(fc.constantFrom(...kinds), { minLength: 1, maxLength: 12 });
    const lookUps = fc.array(fc.boolean(), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc
        .asyncProperty(answers, lookUps, fc.boolean(), fc.integer({ min: 1, max: 4 }), async (sends, known, cancelled, maxBatch) => {
          let call = 0;
          let asked = 0;
          const moody: SendAdapter = {
            ...sandbox,
            capabilities: { ...sandbox.capabilities, maxBatch },
            async commit(batch) {
              const answer = sends[call++] ?? 'accepted';
              const answered = answer === 'accepted' || answer === 'diesAfter' ? await sandbox.commit(batch) : undefined;
              if (answer === 'dies' || answer === 'diesAfter') throw new Error('broken pipe');
              return answered ?? refusing(answer as SendErrorClass, answer === 'ambiguous');
            },
            lookUp: (batch) => ((known[asked++] ?? true) ? sandbox.lookUp(batch) : Promise.resolve('unknown')),
          };
          await arrive(...manyUsers.slice(0, 4));
          const dispatchId = await queue(...manyUsers);

          await runDispatcher(shop, moody);
          if (cancelled) await shop.act({ kind: 'cancelDispatch', dispatchId });
          for (let life = 0; life < 8 * mostAttempts; life += 1) {
            shop.clock.now += 240_000;
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
