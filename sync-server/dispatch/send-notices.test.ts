import { expect, test } from 'vitest';
import { aConsent, anIdentification } from '../../contract/testing/build-event.ts';
import { defaultSendingRules } from '../../domain/dispatching/default-rules.ts';
import { rebuild } from '../projection/rebuild.ts';
import { feedOf, waitingFor, workspace } from '../testing/open-shop.ts';
import { runDispatcher } from '../testing/run-dispatcher.ts';
import { createRecordReports } from './record-reports.ts';
import { longMs, sendingShop } from './testing/sending-shop.ts';

const noticeTemplate = { code: 'CONSENT_RESULT', text: '[#{보내는이}] #{날짜}에 하신 #{내용}: #{결과}' };
const shop = sendingShop();

const act = (what: Parameters<typeof shop.shop.act>[0]) => shop.shop.act(what, { issuedAt: shop.shop.clock.now });
const policyWith = (change: object) =>
  act({ kind: 'setPolicy', policy: { ...defaultSendingRules, senderName: '톡렌즈', ...change }, from: 0 });
const tell = (userId: string, consentFactId: string) => act({ kind: 'sendNotices', notices: [{ userId, consentFactId }] });
const personOf = async (userId: string) => (await shop.shop.store.feed.documents(workspace, 'person', [userId])).get(userId);

/** Somebody known by phone, who refused advertisements; the fact that says so. */
async function refusing(userId = '39'): Promise<string> {
  const refusal = aConsent({ userId, granted: false });
  await shop.shop.publish('bot', anIdentification({ userId }), refusal);
  await shop.shop.drain();
  return refusal.eventId;
}

/** Sends what is due, and records what the sandbox tells of it later. */
async function send(): Promise<void> {
  const record = createRecordReports({ store: shop.shop.store, wakeUps: shop.shop.wakeUps, now: () => shop.shop.clock.now });
  const since = shop.shop.clock.now;
  await runDispatcher(shop.shop, shop.sandbox);
  shop.shop.clock.now += longMs;
  await record(workspace, (await shop.sandbox.poll?.(workspace, since, shop.shop.clock.now)) ?? []);
}

test('given somebody who refused advertisements, they are told so by the template, once, and it is on record as if written down by hand (I7)', async () => {
  const word = await refusing();
  await policyWith({ noticeTemplate });

  const { id } = await tell('39', word);
  await send();

  const [shown] = await shop.ledger.list(workspace, 10);
  expect(shown?.message).toMatchObject({
    text: '[톡렌즈] 2026년 11월 22일에 하신 카카오톡 광고 수신 거부: 처리 완료',
    cards: [],
    template: { code: 'CONSENT_RESULT', variables: { 보내는이: '톡렌즈', 결과: '처리 완료' } },
  });
  expect(await shop.itemOf(id, '39')).toMatchObject({ state: 'delivered', consentFactId: word, permit: { ground: { kind: 'notice' } } });
  expect(await personOf('39')).toMatchObject({ notices: [{ consentFactId: word }] });
  const facts = await shop.shop.store.log.read(workspace, 0, 100);
  expect(facts.filter(({ body }) => 'act' in body && body.act.kind === 'noteNotice')).toHaveLength(1);
  expect(await waitingFor(shop.shop, 'bot')).not.toContainEqual(expect.objectContaining({ kind: 'recommended' }));
});

test('given the same word again, nobody is told twice', async () => {
  const word = await refusing();
  await policyWith({ noticeTemplate });
  const [first, second] = [await tell('39', word), await tell('39', word)];

  await send();
  const third = await tell('39', word);

  expect(await shop.itemOf(first.id, '39')).toMatchObject({ state: 'delivered' });
  expect(await shop.itemOf(second.id, '39')).toMatchObject({ state: 'skipped', reason: 'consent.told' });
  expect(await shop.itemOf(third.id, '39')).toMatchObject({ state: 'skipped', reason: 'consent.told' });
  expect(await shop.ledger.list(workspace, 10)).toHaveLength(1);
});

test('given a night, and a person who was sent all that a week allows, a notice goes at once and counts for no limit', async () => {
  await shop.arrive('39');
  await policyWith({ noticeTemplate, capPerWeek: 1 });
  await shop.queue('39');
  await send();
  const word = (await personOf('39'))?.words?.[0]?.factId ?? '';
  shop.shop.clock.now = Date.parse('2026-11-27T23:30:00+09:00');

  const { id } = await tell('39', word);
  await send();
  shop.shop.clock.now = Date.parse('2026-12-03T12:00:00+09:00');
  const ad = await shop.plan({ repeatAllowed: true }, '39');

  expect(await shop.itemOf(id, '39')).toMatchObject({ state: 'delivered' });
  expect(await shop.itemOf(ad, '39')).toMatchObject({ state: 'pending' });
});

test.each([
  ['no template', {}, { status: 'rejected', code: 'notice.noTemplate' }],
  ['no name to send by', { noticeTemplate, senderName: undefined }, { status: 'applied' }],
])('given %s, nothing leaves and the task stays', async (_, change, outcome) => {
  const word = await refusing();
  await policyWith(change);

  expect(await tell('39', word)).toMatchObject(outcome);
  await send();

  expect(await shop.ledger.list(workspace, 10)).toEqual([]);
  expect((await personOf('39'))?.notices).toBeUndefined();
});

test('given a word that nobody said, it is skipped with the reason', async () => {
  await refusing();
  await policyWith({ noticeTemplate });

  const { id } = await tell('39', 'another-fact');

  expect(await shop.itemOf(id, '39')).toMatchObject({ state: 'skipped', reason: 'consent.unknown' });
});

test('given a provider without AlimTalk, the notice is skipped before it leaves', async () => {
  const word = await refusing();
  await policyWith({ noticeTemplate });
  const { id } = await tell('39', word);

  await runDispatcher(shop.shop, { ...shop.sandbox, id: 'kakao-message' });

  expect(await shop.itemOf(id, '39')).toMatchObject({ state: 'skipped', reason: 'notice.unsupported' });
});

test('given a rebuild, the ledger of consents and every item have the same bytes (I2)', async () => {
  const word = await refusing();
  await policyWith({ noticeTemplate });
  await tell('39', word);
  await send();
  const before = await feedOf(shop.shop);

  await rebuild(shop.shop.store, workspace);

  expect(await feedOf(shop.shop)).toEqual(before);
});
