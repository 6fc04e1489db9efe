import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ItemState } from '../../contract/dispatch.ts';
import { mostAttempts } from '../../domain/dispatching/after-error.ts';
import { defaultSendingRules } from '../../domain/dispatching/default-rules.ts';
import { itemId } from '../../domain/identity/ids.ts';
import { rebuild } from '../projection/rebuild.ts';
import { type Shop, workspace } from '../testing/open-shop.ts';
import { runDispatcher } from '../testing/run-dispatcher.ts';
import { createRecordReports } from './record-reports.ts';
import type { ItemReport, SendAdapter, SendErrorClass } from './send-adapter.ts';
import { takeSteps } from './take-steps.ts';
import { longMs, refusing, sendingShop } from './testing/sending-shop.ts';
import { twoPhases } from './testing/two-phases.ts';

const given = sendingShop();
const { arrive, queue, plan, dispatchOf, itemOf } = given;

/** Many stores are opened on a machine that may be busy with other things. */
const propertyTimeoutMs = 60_000;

test('given a provider that accepts and then dies, the item is found by look-up and not sent twice (I7)', async () => {
  await arrive('39');
  const dispatchId = await queue('39');
  const dying: SendAdapter = {
    ...given.sandbox,
    async commit(batch) {
      await given.sandbox.commit(batch);
      throw new Error('connection reset');
    },
  };

  await runDispatcher(given.shop, dying);
  const uncertain = await itemOf(dispatchId, '39');
  given.shop.clock.now += longMs;
  await runDispatcher(given.shop, given.sandbox);

  expect(uncertain).toMatchObject({ state: 'ambiguous', reason: 'provider.unknownResult' });
  expect(await itemOf(dispatchId, '39')).toMatchObject({ state: 'accepted', attempt: 1 });
  expect(await given.ledger.list(workspace, 10)).toHaveLength(1);
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
  const { adapter, called } = crashing(given.sandbox, when);
  void runDispatcher(given.shop, adapter); // this life never ends: it is stuck in its call, and so writes nothing more
  await called;
  const left = await itemOf(dispatchId, '39');

  await runDispatcher(given.shop, given.sandbox);
  given.shop.clock.now += longMs;
  await runDispatcher(given.shop, given.sandbox);

  expect(left).toMatchObject({ state: 'committed', attempt: 1 });
  expect(await itemOf(dispatchId, '39')).toMatchObject({ state: 'accepted', attempt: attempts });
  expect(await given.ledger.list(workspace, 10)).toHaveLength(1);
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
    ...given.sandbox,
    async commit(batch) {
      calls += 1;
      await gate;
      return given.sandbox.commit(batch);
    },
  };
  const cutOff = runDispatcher(given.shop, late);
  await expect.poll(() => calls).toBe(1);

  await runDispatcher(given.shop, given.sandbox);
  given.shop.clock.now += longMs;
  await runDispatcher(given.shop, given.sandbox);
  goOn();
  await cutOff;

  expect(await itemOf(dispatchId, '39')).toMatchObject({ state: 'accepted', attempt: 2 });
  expect(await given.ledger.list(workspace, 10)).toMatchObject([{ attempt: 2 }]);
});

test('given news of an attempt after which another one was made, the item stays with that one (I7)', async () => {
  await arrive('39');
  const dispatchId = await queue('39');
  const id = itemId(dispatchId, '39');
  await runDispatcher(given.shop, { ...given.sandbox, commit: async () => refusing('transient') });
  given.shop.clock.now += longMs;
  await runDispatcher(given.shop, { ...given.sandbox, commit: async () => refusing('ambiguous', true), lookUp: async () => 'unknown' });
  const author = { by: 'system', now: given.shop.clock.now, hmacKey: await given.shop.store.credentials.hmacKey(workspace) };

  const { taken } = await given.shop.store.feed.transaction(workspace, (feed) =>
    takeSteps(feed, [{ itemId: id, attempt: 1, step: 'failed' }], author),
  );

  expect(taken).toBe(0);
  expect(await itemOf(dispatchId, '39')).toMatchObject({ state: 'ambiguous', attempt: 2 });
});

test('given a failure that is told late of an earlier batch, the attempt that may be out does not end by it (I7)', async () => {
  await arrive('39');
  const dispatchId = await queue('39');
  const { adapter } = twoPhases(given.sandbox);
  const record = createRecordReports({ store: given.shop.store, wakeUps: given.shop.wakeUps, now: () => given.shop.clock.now });
  const reportOf = (group: string, status: ItemReport['status']): ItemReport => ({
    ...{ itemId: itemId(dispatchId, '39'), providerBatchId: group, providerMessageId: `message of ${group}`, status },
    ...{ at: given.shop.clock.now, raw: { code: '1030', text: '' }, key: `${group} ${status}` },
  });
  await runDispatcher(given.shop, { ...adapter, commit: async () => refusing('transient') });
  given.shop.clock.now += longMs;
  await runDispatcher(given.shop, { ...adapter, commit: async () => refusing('ambiguous', true), lookUp: async () => 'unknown' });

  await record(workspace, [reportOf('group 1', 'failed'), reportOf('group 1', 'uncertain')]);
  const before = await itemOf(dispatchId, '39');
  await record(workspace, [reportOf('group 2', 'delivered')]);

  expect(before).toMatchObject({ state: 'ambiguous', attempt: 2, providerBatchId: 'group 2' });
  expect(await itemOf(dispatchId, '39')).toMatchObject({ state: 'delivered', providerBatchId: 'group 2' });
});

test('given two marketers who both send again what failed, it is sent again once (I7)', async () => {
  await arrive('39', '40');
  await given.shop.act({ kind: 'setPolicy', policy: { ...defaultSendingRules, capPerDay: 5, capPerWeek: 5 }, from: 0 });
  const dispatchId = await plan({ repeatAllowed: true }, '39', '40');
  await runDispatcher(given.shop, { ...given.sandbox, commit: async () => refusing('invalid_request') });

  const issuedAt = given.shop.clock.now;
  const again = { kind: 'resendFailed', dispatchId } as const;
  const [first, second] = [await given.shop.act(again, { issuedAt }), await given.shop.act(again, { issuedAt }, 'mina')];
  await runDispatcher(given.shop, { ...given.sandbox, commit: async () => refusing('invalid_request') });
  const third = await given.shop.act({ kind: 'resendFailed', dispatchId: first.id }, { issuedAt });
  await runDispatcher(given.shop, given.sandbox);
  const late = await given.shop.act(again);

  expect([first.status, second.status, third.status]).toEqual(['applied', 'rejected', 'applied']);
  expect([second.code, late.code]).toEqual(['dispatch.noneFailed', 'dispatch.noneFailed']);
  expect((await given.ledger.list(workspace, 10)).map(({ userId }) => userId).sort()).toEqual(['39', '40']);
});

test('given a crash after a batch was prepared, nothing of it was committed and the next life makes another (I7)', async () => {
  await arrive('39');
  const dispatchId = await queue('39');
  const { adapter, prepared, discarded } = twoPhases(given.sandbox);
  const broken = failingOnce(3, 'before');

  await runDispatcher(broken, adapter);

  expect(prepared).toHaveLength(2);
  expect(discarded).toEqual(['group 1']);
  expect(await itemOf(dispatchId, '39')).toMatchObject({ state: 'accepted', attempt: 2 });
  expect((await itemOf(dispatchId, '39'))?.history.map(({ step }) => step)).toEqual([
    ...['eligible', 'claimed', 'prepared', 'returned'],
    ...['claimed', 'prepared', 'committed', 'accepted'],
  ]);
});

/** The same store, of which one transaction fails: before it began, or after it was on the disk and nobody heard of it. */
function failingOnce(at: number, when: 'before' | 'afterCommit'): Shop {
  let transactions = 0;
  const { feed, credentials } = given.shop.store;
  const transaction: typeof feed.transaction = async (name, work) => {
    const fails = ++transactions === at;
    if (fails && when === 'before') throw new Error('disk full');
    const result = await feed.transaction(name, work);
    if (fails) throw new Error('process gone');
    return result;
  };
  return { ...given.shop, store: { ...given.shop.store, credentials, feed: { ...feed, transaction } } };
}

test.each([1, 2, 3].flatMap((at) => [[at, 'before'] as const, [at, 'afterCommit'] as const]))(
  'given transaction %i failing %s, every recipient is shown the message once (I7)',
  async (at, when) => {
    const users = Array.from({ length: 25 }, (_, i) => `u${i}`);
    await arrive(...users);
    const dispatchId = await queue(...users);

    await runDispatcher(failingOnce(at, when), given.sandbox);
    given.shop.clock.now += longMs;
    await runDispatcher(given.shop, given.sandbox);

    expect((await dispatchOf(dispatchId))?.counts).toMatchObject({ accepted: users.length });
    expect(new Set((await given.ledger.list(workspace, 100)).map(({ itemId: id }) => id)).size).toBe(users.length);
    expect(await given.ledger.list(workspace, 100)).toHaveLength(users.length);
  },
);

const sumOf = (counts: Record<string, number> | undefined) => Object.values(counts ?? {}).reduce((sum, count) => sum + count, 0);

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
            ...given.sandbox,
            capabilities: { ...given.sandbox.capabilities, maxBatch },
            async commit(batch) {
              const answer = sends[call++] ?? 'accepted';
              const answered = answer === 'accepted' || answer === 'diesAfter' ? await given.sandbox.commit(batch) : undefined;
              if (answer === 'dies' || answer === 'diesAfter') throw new Error('broken pipe');
              return answered ?? refusing(answer as SendErrorClass, answer === 'ambiguous');
            },
            lookUp: (batch) => ((known[asked++] ?? true) ? given.sandbox.lookUp(batch) : Promise.resolve('unknown')),
          };
          await arrive(...manyUsers.slice(0, 4));
          const dispatchId = await queue(...manyUsers);

          await runDispatcher(given.shop, moody);
          if (cancelled) await given.shop.act({ kind: 'cancelDispatch', dispatchId });
          for (let life = 0; life < 8 * mostAttempts; life += 1) {
            given.shop.clock.now += 240_000;
            await runDispatcher(given.shop, moody);
          }

          const items = await Promise.all(manyUsers.map((userId) => itemOf(dispatchId, userId)));
          expect(items.every((item) => item && ended.has(item.state))).toBe(true);
          expect(sumOf((await dispatchOf(dispatchId))?.counts)).toBe(manyUsers.length);
          const shown = (await given.ledger.list(workspace, 100)).map((entry) => entry.itemId);
          expect(new Set(shown).size).toBe(shown.length);
          expect(shown.sort()).toEqual(items.flatMap((item) => (item?.state === 'accepted' ? [item.id] : [])).sort());
          expect(await rebuild(given.shop.store, workspace)).toMatchObject({ written: 0, removed: 0 });
        })
        .beforeEach(given.again),
      { numRuns: 20 },
    );
  },
  propertyTimeoutMs,
);
