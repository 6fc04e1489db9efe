import { afterEach, beforeEach, expect, test } from 'vitest';
import { askOnce } from '../../../sync-server/dispatch/calling/ask-once.ts';
import { nhnAdapter } from '../../../sync-server/dispatch/nhn-cloud/nhn-adapter.ts';
import { createNhnClient } from '../../../sync-server/dispatch/nhn-cloud/nhn-client.ts';
import { magicPhone } from '../../../sync-server/dispatch/sandbox/magic-number.ts';
import type { Batch, SendAdapter } from '../../../sync-server/dispatch/send-adapter.ts';
import { aBatch, aMessage, aNotice, anItem } from '../../../sync-server/dispatch/testing/a-batch.ts';
import { anImage } from '../../../sync-server/dispatch/testing/an-image.ts';
import type { CallFault } from '../faults/fault.ts';
import { nhnAccount } from '../nhn/nhn-account.ts';
import { type RunningFake, startFakeKakao } from '../start-fake-kakao.ts';

const noon = Date.parse('2026-11-23T12:00:00+09:00');
const timeoutMs = 1_500;

let fake: RunningFake;
let adapter: SendAdapter;
beforeEach(async () => {
  fake = await startFakeKakao({ port: 0, seed: 'nhn-adapter', now: Date.now });
  fake.provider.world.clock.set(noon);
  const client = createNhnClient({ baseUrl: fake.address.url, keys: nhnAccount, ask: askOnce, timeoutMs });
  const now = () => fake.provider.world.clock.now();
  adapter = nhnAdapter({ client, channel: nhnAccount, webhookSignature: 'word', readImage: async () => anImage(), now });
});
afterEach(() => fake.stop());

const strike = (kind: CallFault) =>
  fake.provider.world.faults.add({ kind, face: 'nhn', stage: 'commit', times: 1, after: 0, ms: 60_000, retryAfterS: 2 });

async function send(batch: Batch) {
  await adapter.prepare(batch);
  return adapter.commit(batch);
}

const shown = () => fake.provider.world.ledger.after(0, 1_000).map(({ itemId }) => itemId);

test.each([1, 3])('given %i products, the bubble is taken, shown once to each, and reported', async (products) => {
  const batch = aBatch([anItem('11', { message: aMessage(products) }), anItem('12', { message: aMessage(products) })]);

  const outcome = await send(batch);

  expect(outcome).toMatchObject({
    kind: 'answered',
    items: [
      { itemId: '11', status: 'accepted' },
      { itemId: '12', status: 'accepted' },
    ],
  });
  await expect
    .poll(() => adapter.lookUp(batch))
    .toMatchObject([
      { itemId: '11', status: 'delivered' },
      { itemId: '12', status: 'delivered' },
    ]);
  expect(shown()).toEqual(['11', '12']);
});

test.each(['acceptThenTimeout', 'acceptThenReset', 'acceptThen502', 'truncatedJson', 'emptyBody'] as const)(
  'given %s, the outcome is ambiguous and the look-up finds what was taken, or says that it does not know (I7)',
  async (kind) => {
    strike(kind);
    const batch = aBatch([anItem('11')]);

    const outcome = await send(batch);
    const found = await adapter.lookUp(batch);

    expect(outcome).toMatchObject({ kind: 'ambiguous', error: { mayHaveSent: true } });
    if (shown().length > 0) expect(found).toMatchObject([{ itemId: '11', status: expect.stringMatching(/accepted|delivered/) }]);
    else expect(found).toBe('unknown');
  },
);

test('given recipients whose end is known, each report says it in our words', async () => {
  const fates = { notKakaoUser: 'failed', blocked: 'failed', uncertain: 'uncertain', delivered: 'delivered' } as const;
  const items = Object.keys(fates).map((fate) => anItem(fate, { phone: magicPhone(fate as keyof typeof fates) }));

  await send(aBatch(items));
  const statuses = async () =>
    Object.fromEntries((await adapter.poll?.('shop', noon, noon + 3_600_000))?.map(({ itemId, status }) => [itemId, status]) ?? []);

  await expect.poll(statuses).toEqual(fates);
});

test('given notices by AlimTalk, they are taken at night too, shown once each, and reported', async () => {
  fake.provider.world.clock.set(Date.parse('2026-11-23T23:00:00+09:00'));
  const notices = aBatch([
    anItem('11', { message: aNotice(nhnAccount.templateCode) }),
    anItem('12', { message: aNotice(nhnAccount.templateCode, '문자 광고 수신 동의'), phone: magicPhone('notFriend') }),
  ]);

  const outcome = await send(notices);
  const again = await send(notices);

  expect(outcome).toMatchObject({ kind: 'answered', items: [{ itemId: '11', status: 'accepted' }, { status: 'accepted' }] });
  expect(again).toMatchObject({ kind: 'ambiguous', error: { code: '-1005' } });
  await expect.poll(() => adapter.lookUp(notices)).toMatchObject([{ status: 'delivered' }, { status: 'delivered' }]);
  expect((await adapter.poll?.('shop', noon, noon + 24 * 3_600_000))?.map(({ itemId }) => itemId)).toEqual(['11', '12']);
  expect(shown()).toEqual(['11', '12']);
});

test('given the right keys, it is well', async () => {
  expect(await adapter.health('shop')).toEqual({ ok: true });
});
