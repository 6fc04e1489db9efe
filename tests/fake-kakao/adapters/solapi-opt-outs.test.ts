import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultSendingRules } from '../../../domain/dispatching/default-rules.ts';
import { createCommands } from '../../../sync-server/command/apply-commands.ts';
import { askOnce } from '../../../sync-server/dispatch/calling/ask-once.ts';
import { watchOptOuts } from '../../../sync-server/dispatch/opt-outs/watch-opt-outs.ts';
import type { SendAdapter } from '../../../sync-server/dispatch/send-adapter.ts';
import { solapiAdapter } from '../../../sync-server/dispatch/solapi/solapi-adapter.ts';
import { createSolapiClient } from '../../../sync-server/dispatch/solapi/solapi-client.ts';
import { anImage } from '../../../sync-server/dispatch/testing/an-image.ts';
import { sendingShop } from '../../../sync-server/dispatch/testing/sending-shop.ts';
import { silent, workspace } from '../../../sync-server/testing/open-shop.ts';
import { runDispatcher } from '../../../sync-server/testing/run-dispatcher.ts';
import { account } from '../solapi/account.ts';
import { type RunningFake, startFakeKakao } from '../start-fake-kakao.ts';

const at = sendingShop();
const evening = Date.parse('2026-11-27T21:30+09:00');
const morning = Date.parse('2026-11-28T09:00+09:00');

let fake: RunningFake;
let adapter: SendAdapter;
beforeEach(async () => {
  fake = await startFakeKakao({ port: 0, seed: 'opt-outs', now: Date.now });
  fake.provider.world.clock.freeze();
  const keys = { apiKey: account.apiKey, apiSecret: account.apiSecret };
  const client = createSolapiClient({ baseUrl: fake.address.url, keys, now, random: randomBytes, ask: askOnce });
  const channel = { pfId: account.pfId, from: account.from };
  adapter = solapiAdapter({ client, channel, readImage: async () => anImage(), now });
  itIs(evening);
});
afterEach(() => fake.stop());

const now = () => fake.provider.world.clock.now();
const itIs = (time: number) => {
  fake.provider.world.clock.set(time);
  at.shop.clock.now = time;
};

/** Somebody calls the free number from their phone. */
const call080 = (number: string) => fetch(`${fake.address.url}/__fake/denials/${number}`, { method: 'PUT' });

function watch() {
  const { store, wakeUps, clock } = at.shop;
  const { importOptOuts } = createCommands({ store, wakeUps, now: () => clock.now });
  const watching = watchOptOuts({ adapter, store, importOptOuts, now, log: silent });
  if (!watching) throw new Error('Solapi keeps a list');
  return watching;
}

/** One reading of the list. */
async function readOnce() {
  const watching = watch();
  const running = await watching.start();
  await running.stop();
  return watching.state();
}

const importsIn = async () =>
  (await at.shop.store.log.read(workspace, 0, 200)).filter(({ kind, body }) => kind === 'command' && body.act.kind === 'importOptOuts')
    .length;

test('given somebody who calls the 080 number while a message waits for the morning, they are skipped with the reason and the others are sent (I8)', async () => {
  await at.arrive('39', '40');
  await at.shop.act({
    kind: 'setPolicy',
    from: 0,
    policy: { ...defaultSendingRules, senderName: '하늘 가게', senderContact: '02-1', freeOptOut: '080-1' },
  });
  const id = await at.queue('39', '40');
  await runDispatcher(at.shop, adapter);
  const waits = [await at.itemOf(id, '39'), await at.itemOf(id, '40')].map((item) => item?.state);
  const { phone } = (await at.shop.store.feed.documents(workspace, 'person', ['39'])).get('39') ?? {};

  await call080((phone?.value ?? '').replace(/\D/g, ''));
  const state = await readOnce();
  const imported = await importsIn();
  await readOnce();
  itIs(morning);
  await runDispatcher(at.shop, adapter);

  expect(waits).toEqual(['pending', 'pending']);
  expect(state).toEqual({ readAt: evening });
  expect([imported, await importsIn()]).toEqual([1, 1]);
  expect(await at.itemOf(id, '39')).toMatchObject({ state: 'skipped', reason: 'consent.withdrawn' });
  expect(await at.itemOf(id, '40')).toMatchObject({ state: 'accepted' });
  fake.provider.world.clock.advance(60_000);
  expect(fake.provider.world.ledger.after(0, 10).map(({ itemId }) => itemId)).toEqual([(await at.itemOf(id, '40'))?.id]);
});

test('given a consent that is newer than the call, it holds: words are compared by their own time', async () => {
  await call080('01099998888');
  itIs(evening + 3_600_000);
  await at.arrive('39');
  await at.shop.act({ ...consentOf('39'), at: evening + 1_800_000 });
  const { phone } = (await at.shop.store.feed.documents(workspace, 'person', ['39'])).get('39') ?? {};
  fake.provider.world.denials.set((phone?.value ?? '').replace(/\D/g, ''), evening);

  await readOnce();

  expect((await at.shop.store.feed.documents(workspace, 'person', ['39'])).get('39')?.consents).toContainEqual(
    expect.objectContaining({ purpose: 'ad', channel: 'kakao', granted: true }),
  );
});

test('given a list that cannot be read, nobody is forgotten in silence: it says so, and nothing is taken over', async () => {
  await call080('01099998888');
  fake.provider.world.faults.add({ kind: 'unavailable', face: 'solapi', stage: 'read', times: 1, after: 0, ms: 0, retryAfterS: 2 });

  expect(await readOnce()).toEqual({ failing: true });
  expect(await importsIn()).toBe(0);
  expect(await readOnce()).toEqual({ readAt: evening });
});

const consentOf = (userId: string) =>
  ({ kind: 'recordConsent', userId, purpose: 'ad', channel: 'kakao', granted: true, evidence: '매장 신청서' }) as const;
