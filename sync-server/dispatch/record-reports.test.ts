import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aConsent, anIdentification, aProductStatement, aSearch } from '../../contract/testing/build-event.ts';
import { itemId } from '../../domain/identity/ids.ts';
import { rebuild } from '../projection/rebuild.ts';
import { openShop, type Shop, waitingFor, workspace } from '../testing/open-shop.ts';
import { runDispatcher } from '../testing/run-dispatcher.ts';
import { learn } from '../testing/shop-acts.ts';
import { createRecordReports, type RecordReports } from './record-reports.ts';
import type { BatchOutcome, ItemReport, SendAdapter } from './send-adapter.ts';

let shop: Shop;
let record: RecordReports;

async function open(): Promise<void> {
  shop = await openShop();
  record = createRecordReports({ store: shop.store, wakeUps: shop.wakeUps, now: () => shop.clock.now });
  await learn(shop, aProductStatement(), aSearch(), anIdentification(), aConsent());
}
beforeEach(open);
afterEach(() => shop.close());

const answered: BatchOutcome['kind'] = 'answered';
const adapter = (status: 'accepted' | 'ambiguous'): SendAdapter => ({
  id: 'sandbox',
  capabilities: { maxBatch: 10, twoPhase: false, idempotency: 'none', receipts: 'webhook+poll', addressing: 'phone', lookUp: true },
  prepare: async () => ({ kind: 'prepared' }),
  commit: async ({ items }) =>
    status === 'accepted'
      ? { kind: answered, items: items.map((item) => ({ itemId: item.itemId, status, providerMessageId: 'm-1' })) }
      : { kind: 'ambiguous', error: { class: 'ambiguous', code: '', text: '', mayHaveSent: true } },
  lookUp: async () => 'unknown',
  health: async () => ({ ok: true }),
});

/** A message to user 39 that the provider has taken, or may have. */
async function send(status: 'accepted' | 'ambiguous'): Promise<string> {
  const recipients = [{ userId: '39', productIds: ['001'] }];
  const { id } = await shop.act({ kind: 'requestDispatch', recipients }, { issuedAt: shop.clock.now });
  await runDispatcher(shop, adapter(status));
  return itemId(id, '39');
}

const itemOf = async (id: string) => (await shop.store.feed.documents(workspace, 'dispatchItem', [id])).get(id);

const report = (change: Partial<ItemReport> = {}): ItemReport => ({
  providerMessageId: 'm-1',
  status: 'delivered',
  at: shop.clock.now,
  raw: { code: '4000', text: 'ok' },
  key: 'r-1',
  ...change,
});

test('given a report by the id that the provider gave the message, the receipt stands beside the request, raw code and all', async () => {
  const id = await send('accepted');

  const recorded = await record(workspace, [report({ via: 'sms', raw: { code: '9123', text: '모르는 코드' } })]);

  expect(recorded).toEqual({ taken: 1, unknown: [], old: 0 });
  expect(await itemOf(id)).toMatchObject({
    state: 'delivered',
    via: 'sms',
    rawCode: '9123',
    rawText: '모르는 코드',
    providerMessageId: 'm-1',
  });
  expect((await itemOf(id))?.acceptedAt).toBeDefined();
});

test('given the same report twice, in one call and in two, it says something once', async () => {
  const id = await send('accepted');

  const twice = await record(workspace, [report(), report()]);
  const again = await record(workspace, [report()]);

  expect([twice, again]).toEqual([
    { taken: 1, unknown: [], old: 1 },
    { taken: 0, unknown: [], old: 1 },
  ]);
  expect((await itemOf(id))?.history.filter(({ step }) => step === 'delivered')).toHaveLength(1);
});

test('given one call in which a report comes again after another, it is on record once and nothing is refused (I7)', async () => {
  const id = await send('accepted');
  const [doubt, taken] = [report({ status: 'uncertain', key: 'r-1' }), report({ status: 'accepted', key: 'r-2' })];

  const recorded = await record(workspace, [doubt, taken, doubt, taken]);

  expect(recorded).toEqual({ taken: 2, unknown: [], old: 2 });
  expect((await itemOf(id))?.history.map(({ step }) => step).slice(-2)).toEqual(['uncertain', 'accepted']);
});

test('given a delivery that nobody knew of, it ends the doubt, and the chat client is told of it once', async () => {
  const id = await send('ambiguous');

  await record(workspace, [report({ itemId: id }), report({ itemId: id, status: 'accepted', key: 'r-2' })]);

  expect(await itemOf(id)).toMatchObject({ state: 'delivered' });
  expect((await waitingFor(shop, 'bot')).filter(({ kind }) => kind === 'recommended')).toHaveLength(1);
});

test('given reports of what is not here, they are counted and nothing changes', async () => {
  await send('accepted');
  const strange = report({ providerMessageId: 'm-2' });

  expect(await record(workspace, [strange])).toEqual({ taken: 0, unknown: [strange], old: 0 });
});

test('given any reports in any order and any of them again, a delivery stands, and a rebuild agrees (I2, I7)', async () => {
  const anyReport = fc.record({
    status: fc.constantFrom<ItemReport['status']>('accepted', 'delivered', 'failed', 'uncertain', 'notSent'),
    key: fc.constantFrom('a', 'b', 'c'),
  });
  await fc.assert(
    fc
      .asyncProperty(fc.array(anyReport, { minLength: 1, maxLength: 8 }), async (some) => {
        const id = await send('accepted');
        const seen: string[] = [];
        for (const one of some) {
          await record(workspace, [report(one)]);
          seen.push((await itemOf(id))?.state ?? '');
        }

        const ended = seen.findIndex((state) => state === 'delivered' || state === 'failed');
        if (ended >= 0) expect(new Set(seen.slice(ended)).size).toBe(1);
        expect(await rebuild(shop.store, workspace)).toMatchObject({ written: 0, removed: 0 });
      })
      .beforeEach(async () => {
        await shop.close();
        await open();
      }),
    { numRuns: 15 },
  );
});
