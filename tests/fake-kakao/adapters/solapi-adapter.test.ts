import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { askOnce } from '../../../sync-server/dispatch/calling/ask-once.ts';
import { magicPhone } from '../../../sync-server/dispatch/sandbox/magic-number.ts';
import type { Batch, ItemReport, SendAdapter } from '../../../sync-server/dispatch/send-adapter.ts';
import { solapiAdapter } from '../../../sync-server/dispatch/solapi/solapi-adapter.ts';
import { createSolapiClient } from '../../../sync-server/dispatch/solapi/solapi-client.ts';
import { aBatch, aMessage, aNotice, anItem } from '../../../sync-server/dispatch/testing/a-batch.ts';
import { anImage } from '../../../sync-server/dispatch/testing/an-image.ts';
import type { CallFault } from '../faults/fault.ts';
import { account } from '../solapi/account.ts';
import { type RunningFake, startFakeKakao } from '../start-fake-kakao.ts';

// The adapter over real sockets against the fake's Solapi, which was made from the documents alone.

const noon = Date.parse('2026-11-23T12:00:00+09:00');
/** Short, because calls that are never answered are waited for. */
const timeoutMs = 1_500;

let fake: RunningFake;
let adapter: SendAdapter;
beforeEach(async () => {
  fake = await startFakeKakao({ port: 0, seed: 'solapi-adapter', now: Date.now });
  fake.provider.world.clock.set(noon);
  adapter = adapterWith();
});
afterEach(() => fake.stop());

const now = () => fake.provider.world.clock.now();

function adapterWith(change: Partial<{ apiSecret: string; image: Buffer }> = {}): SendAdapter {
  const { apiSecret = account.apiSecret, image = anImage() } = change;
  const keys = { apiKey: account.apiKey, apiSecret };
  const client = createSolapiClient({ baseUrl: fake.address.url, keys, now, random: randomBytes, ask: askOnce, timeoutMs });
  return solapiAdapter({ client, channel: { pfId: account.pfId, from: account.from }, readImage: async () => image, now });
}

const strike = (kind: CallFault, stage: 'prepare' | 'commit' | 'read' = 'commit') =>
  fake.provider.world.faults.add({ kind, face: 'solapi', stage, times: 1, after: 0, ms: 60_000, retryAfterS: 2 });

const two = () => aBatch([anItem('11'), anItem('12', { message: aMessage(3) })]);

/** As the machine does it: prepared, its name kept, then one commit. */
async function send(batch: Batch) {
  const prepared = await adapter.prepare(batch);
  if (prepared.kind !== 'prepared') return { prepared, batch, outcome: undefined };
  const named = { ...batch, ...(prepared.providerBatchId !== undefined && { providerBatchId: prepared.providerBatchId }) };
  return { prepared, batch: named, outcome: await adapter.commit(named) };
}

const shown = () => fake.provider.world.ledger.after(0, 1_000);
const statusOf = (reports: readonly ItemReport[] | 'unknown', itemId: string) =>
  reports === 'unknown' ? reports : reports.find((report) => report.itemId === itemId)?.status;

test('given notices by AlimTalk, they are taken at night too, shown once each, and reported', async () => {
  fake.provider.world.clock.set(Date.parse('2026-11-23T23:00:00+09:00'));

  const { batch, outcome } = await send(aBatch([anItem('11', { message: aNotice(account.templateId) })]));
  await expect.poll(async () => statusOf(await adapter.lookUp(batch), '11')).toBe('delivered');

  expect(outcome).toMatchObject({ kind: 'answered', items: [{ itemId: '11', status: 'accepted' }] });
  expect(shown().map(({ itemId }) => itemId)).toEqual(['11']);
});

test('given a bubble and a carousel, both are taken, shown once each, and reported as delivered', async () => {
  const { batch, outcome } = await send(two());
  await expect.poll(async () => statusOf(await adapter.lookUp(batch), '12')).toBe('delivered');

  expect(outcome).toMatchObject({
    kind: 'answered',
    items: [
      { itemId: '11', status: 'accepted' },
      { itemId: '12', status: 'accepted' },
    ],
  });
  expect(shown().map(({ itemId }) => itemId)).toEqual(['11', '12']);
  expect(statusOf(await adapter.lookUp(batch), '11')).toBe('delivered');
});

test.each([
  'acceptThenTimeout',
  'acceptThenReset',
  'acceptThen502',
  'truncatedJson',
  'htmlPage',
  'emptyBody',
  'processingTimeout',
] as const)(
  'given %s at the send, the outcome is ambiguous, and the look-up tells what became of it without a second message (I7)',
  async (kind) => {
    strike(kind);

    const { batch, outcome } = await send(two());
    const reports = await adapter.lookUp(batch);

    expect(outcome).toMatchObject({ kind: 'ambiguous', error: { mayHaveSent: true } });
    const sent = shown().length > 0;
    expect(statusOf(reports, '11')).toMatch(sent ? /accepted|delivered/ : /notSent/);
    expect(shown().length).toBe(sent ? 2 : 0);
  },
);

test('given a send that is long on its way, a look-up rules it out first, and it is never carried out (I7)', async () => {
  strike('acceptLate');

  const { batch, outcome } = await send(two());
  const reports = await adapter.lookUp(batch);
  fake.provider.world.clock.advance(120_000);
  fake.provider.runDue();

  expect(outcome).toMatchObject({ kind: 'ambiguous' });
  expect([statusOf(reports, '11'), statusOf(reports, '12')]).toEqual(['notSent', 'notSent']);
  expect(statusOf(await adapter.lookUp(batch), '12')).toBe('notSent');
  expect(shown()).toEqual([]);
});

test('given a group that was filled and not sent, or ruled out, no poll calls its messages accepted (I7)', async () => {
  await adapter.prepare(two());
  strike('acceptLate');
  const { batch } = await send(aBatch([anItem('13')], { batchId: 'batch-2' }));
  await adapter.lookUp(batch);
  const { outcome } = await send(aBatch([anItem('14')], { batchId: 'batch-3' }));

  const told = await adapter.poll?.('shop', noon - 60_000, noon + 3_600_000);

  expect(outcome?.kind).toBe('answered');
  expect([...new Set(told?.map(({ itemId }) => itemId))]).toEqual(['14']);
});

test('given too many calls, the batch is surely not sent and says when to come again', async () => {
  strike('tooManyRequests');

  expect((await send(two())).outcome).toMatchObject({
    kind: 'rejected',
    error: { class: 'rate', retryAfterMs: 2_000, mayHaveSent: false },
  });
  expect(shown()).toEqual([]);
});

test.each(['acceptThenTimeout', 'reset', 'unavailable', 'truncatedJson'] as const)(
  'given %s while a group is made, nothing is committed and a new one can be sent',
  async (kind) => {
    strike(kind, 'prepare');

    const first = await send(two());
    const second = await send(aBatch(two().items, { batchId: 'batch-2' }));

    expect(first.prepared.kind).not.toBe('prepared');
    expect(second.outcome).toMatchObject({ kind: 'answered' });
    expect(shown()).toHaveLength(2);
  },
);

test('given a look-up that is not answered, nothing is known, and the next one tells', async () => {
  strike('acceptThenTimeout');
  const { batch } = await send(two());
  strike('unavailable', 'read');

  expect(await adapter.lookUp(batch)).toBe('unknown');
  expect(statusOf(await adapter.lookUp(batch), '11')).toMatch(/accepted|delivered/);
});

test('given a number that is registered as denied, only that item is refused', async () => {
  const { outcome } = await send(aBatch([anItem('11'), anItem('12', { phone: 'unknown' })]));

  expect(outcome).toMatchObject({ items: [{ status: 'accepted' }, { itemId: '12', status: 'rejected', error: { mayHaveSent: false } }] });
});

test('given recipients whose end is known, each report says it in our words', async () => {
  const fates = {
    notFriend: 'failed',
    notKakaoUser: 'failed',
    blocked: 'failed',
    uncertain: 'uncertain',
    quota: 'failed',
    delivered: 'delivered',
  } as const;
  const items = Object.keys(fates).map((fate) => anItem(fate, { phone: magicPhone(fate as keyof typeof fates) }));

  await send(aBatch(items));
  const statuses = async () =>
    Object.fromEntries((await adapter.poll?.('shop', noon - 1_000, noon + 3_600_000))?.map(({ itemId, status }) => [itemId, status]) ?? []);

  await expect.poll(statuses).toEqual(fates);
});

test('given the fallback, a message that Kakao did not deliver is reported as a text message', async () => {
  const { batch } = await send(aBatch([anItem('11', { phone: magicPhone('smsFallback'), message: { ...aMessage(), standIn: true } })]));

  await expect.poll(() => adapter.lookUp(batch)).toMatchObject([{ itemId: '11', status: 'delivered', via: 'sms' }]);
  expect(shown()).toMatchObject([{ via: 'sms', text: expect.stringMatching(/^\(광고\)/) }]);
});

test('given a webhook of the fake, its reports are those of a poll, with the same keys', async () => {
  const { batch } = await send(two());
  await expect.poll(async () => statusOf(await adapter.lookUp(batch), '12')).toBe('delivered');
  const polled = (await adapter.poll?.('shop', noon - 1_000, noon + 3_600_000)) ?? [];

  const messages = polled.map(({ providerMessageId, raw }) => ({
    messageId: providerMessageId,
    statusCode: raw.code,
    replacement: 0,
    dateReported: null,
  }));
  const pushed = adapter.parseWebhook?.({}, Buffer.from(JSON.stringify([...messages, { groupId: 'G', count: {} }])));

  expect(pushed?.map(({ key }) => key)).toEqual(polled.map(({ key }) => key));
});

test('given a wrong secret, nothing is prepared and the health says so; given the right one, what is left to pay with', async () => {
  expect(await adapter.health('shop')).toEqual({ ok: true, balanceKrw: fake.provider.world.settings.balanceKrw });

  adapter = adapterWith({ apiSecret: 'another' });

  expect(await adapter.prepare(two())).toMatchObject({ kind: 'rejected', error: { class: 'auth', code: 'SignatureDoesNotMatch' } });
  expect(await adapter.health('shop')).toEqual({ ok: false, reason: 'auth' });
});

test('given too little to pay with, nothing is sent and it is said why', async () => {
  fake.provider.world.settings.balanceKrw = 1;

  expect((await send(two())).outcome).toMatchObject({ kind: 'rejected', error: { class: 'balance', mayHaveSent: false } });
});

test('given nobody at the address, nothing is prepared, and a later attempt may be made', async () => {
  await fake.stop();

  expect(await adapter.prepare(two())).toMatchObject({ kind: 'rejected', error: { class: 'transient', code: 'ECONNREFUSED' } });
  expect(await adapter.health('shop')).toEqual({ ok: false, reason: 'unreachable' });
});
