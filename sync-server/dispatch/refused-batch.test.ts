import { expect, test } from 'vitest';
import { askHealthEveryMs, mostAttempts } from '../../domain/dispatching/after-error.ts';
import { workspace } from '../testing/open-shop.ts';
import { runDispatcher } from '../testing/run-dispatcher.ts';
import type { SendAdapter } from './send-adapter.ts';
import { longMs, refusing, sendingShop } from './testing/sending-shop.ts';

const given = sendingShop();
const { arrive, queue, plan, dispatchOf, itemOf } = given;

const noonInSeoul = Date.UTC(2026, 11, 1, 3);

/** A provider that refuses every call, and counts them. */
function counting(kind: Parameters<typeof refusing>[0], health: SendAdapter['health'] = async () => ({ ok: true })) {
  let calls = 0;
  const commit: SendAdapter['commit'] = async () => {
    calls += 1;
    return refusing(kind);
  };
  return { adapter: { ...given.sandbox, commit, health }, calls: () => calls };
}

test.each([
  ['invalid_request', 'provider.rejected'],
  ['recipient_unreachable', 'provider.unreachable'],
  ['recipient_optout', 'provider.optedOut'],
] as const)(
  'given a provider that refuses for good (%s), the item has failed and says so, with the code as it came',
  async (kind, reason) => {
    await arrive('39');
    const dispatchId = await queue('39');

    await runDispatcher(given.shop, { ...given.sandbox, commit: async () => refusing(kind) });

    expect(await itemOf(dispatchId, '39')).toMatchObject({ state: 'failed', reason, rawCode: 'c-1', rawText: 'no' });
    expect(await dispatchOf(dispatchId)).toMatchObject({ state: 'failed' });
  },
);

test('given a provider that never gets it, the item is tried a few times with growing pauses and then has failed', async () => {
  await arrive('39');
  const dispatchId = await plan({ expiresAt: given.shop.clock.now + 100 * longMs }, '39');
  const calledAt: number[] = [];
  const deaf: SendAdapter = {
    ...given.sandbox,
    async commit() {
      calledAt.push(given.shop.clock.now);
      return refusing('rate');
    },
  };

  for (let life = 0; life < 600; life += 1) {
    await runDispatcher(given.shop, deaf);
    given.shop.clock.now += 5_000;
  }

  const pauses = calledAt.slice(1).map((at, index) => at - (calledAt[index] as number));
  expect(calledAt).toHaveLength(mostAttempts);
  for (const [index, pause] of pauses.entries()) expect(pause).toBeGreaterThanOrEqual(30_000 * 2 ** index);
  expect(await itemOf(dispatchId, '39')).toMatchObject({ state: 'failed', attempt: mostAttempts });
});

test.each([
  ['quota', Date.UTC(2026, 11, 1, 23)],
  ['window', Date.UTC(2026, 11, 1, 23)],
] as const)('given %s, the dispatch is held, nothing is called again, and it goes on by itself', async (kind, until) => {
  await arrive('39');
  const dispatchId = await plan({ expiresAt: given.shop.clock.now + 1_000 * longMs }, '39');
  given.shop.clock.now = noonInSeoul;
  const refusal = counting(kind);

  await runDispatcher(given.shop, refusal.adapter);
  given.shop.clock.now += longMs;
  await runDispatcher(given.shop, refusal.adapter);
  const held = await dispatchOf(dispatchId);
  given.shop.clock.now = until;
  await runDispatcher(given.shop, given.sandbox);

  expect(refusal.calls()).toBe(1);
  expect(held).toMatchObject({ state: 'held', hold: { reason: kind, until } });
  expect(await itemOf(dispatchId, '39')).toMatchObject({ state: 'accepted', attempt: 2 });
  expect(await dispatchOf(dispatchId)).toMatchObject({ state: 'sent' });
});

test.each(['auth', 'balance'] as const)(
  'given %s, nothing is claimed while the provider is unwell; once it is well it goes on by itself',
  async (kind) => {
    await arrive('39');
    const dispatchId = await plan({ expiresAt: noonInSeoul + 1_000 * longMs }, '39');
    given.shop.clock.now = noonInSeoul;
    const refusal = counting(kind, async () => ({ ok: false, reason: kind }));

    for (const _hour of [1, 2, 3]) {
      await runDispatcher(given.shop, refusal.adapter);
      given.shop.clock.now += longMs;
    }
    const held = await dispatchOf(dispatchId);
    await runDispatcher(given.shop, given.sandbox);

    expect(refusal.calls()).toBe(1);
    expect(held).toMatchObject({ state: 'held', hold: { reason: kind, until: given.shop.clock.now - longMs + askHealthEveryMs } });
    expect(await itemOf(dispatchId, '39')).toMatchObject({ state: 'accepted', attempt: 2 });
    expect(await dispatchOf(dispatchId)).toMatchObject({ state: 'sent' });
  },
);

test('given a balance that is said to be there and is not enough, it is tried ever more rarely, and a person may resume it at once', async () => {
  await arrive('39');
  const dispatchId = await plan({ expiresAt: noonInSeoul + 1_000 * longMs }, '39');
  given.shop.clock.now = noonInSeoul;
  const refusal = counting('balance');

  for (let minutes = 0; minutes < 6 * 60; minutes += 10) {
    await runDispatcher(given.shop, refusal.adapter);
    given.shop.clock.now += 600_000;
  }
  const tried = refusal.calls();
  await given.shop.act({ kind: 'resumeDispatch', dispatchId });
  await runDispatcher(given.shop, given.sandbox);

  expect(tried).toBeLessThanOrEqual(7);
  expect(await itemOf(dispatchId, '39')).toMatchObject({ state: 'accepted' });
});

test('given a provider that was changed after an attempt, what surely was not sent is left out and what may have been is for a person (I7)', async () => {
  await arrive('39', '40');
  const released = await queue('39');
  await runDispatcher(given.shop, { ...given.sandbox, commit: async () => refusing('transient') });
  const doubtful = await queue('40');
  await runDispatcher(given.shop, { ...given.sandbox, commit: async () => refusing('ambiguous', true), lookUp: async () => 'unknown' });
  given.shop.clock.now += 60_000;

  await runDispatcher(given.shop, { ...given.sandbox, id: 'solapi' });

  expect(await itemOf(released, '39')).toMatchObject({ state: 'skipped', reason: 'dispatch.providerChanged' });
  expect(await itemOf(doubtful, '40')).toMatchObject({ state: 'uncertain', reason: 'dispatch.providerChanged' });
  expect(await given.ledger.list(workspace, 10)).toEqual([]);
});

test.each([
  ['cannot be asked', { lookUp: false }, 60_000],
  ['cannot tell for long', {}, longMs],
] as const)("given a provider that %s, an ambiguous item is a person's to decide (I7)", async (_why, can, ms) => {
  await arrive('39');
  const dispatchId = await queue('39');
  const mute: SendAdapter = {
    ...given.sandbox,
    capabilities: { ...given.sandbox.capabilities, ...can },
    commit: async () => refusing('ambiguous', true),
    lookUp: async () => 'unknown',
  };

  await runDispatcher(given.shop, mute);
  given.shop.clock.now += ms;
  await runDispatcher(given.shop, mute);

  expect(await itemOf(dispatchId, '39')).toMatchObject({ state: 'uncertain', reason: 'provider.unknownResult', attempt: 1 });
});
