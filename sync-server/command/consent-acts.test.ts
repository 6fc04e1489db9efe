import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RecordConsent } from '../../contract/command/record-consent.ts';
import { aConsent, anIdentification, aProductStatement, aSearch } from '../../contract/testing/build-event.ts';
import { itemId } from '../../domain/identity/ids.ts';
import { rebuild } from '../projection/rebuild.ts';
import { openShop, type Shop, workspace } from '../testing/open-shop.ts';
import { createCommands } from './apply-commands.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

const consent = (change: Partial<RecordConsent> = {}): RecordConsent => ({
  ...{ kind: 'recordConsent', userId: '39', purpose: 'ad', channel: 'kakao', granted: true, at: shop.clock.now - 1_000 },
  evidence: '매장 신청서 3판에 서명',
  ...change,
});

const personOf = async (userId: string) => (await shop.store.feed.documents(workspace, 'person', [userId])).get(userId);

async function queue(...users: readonly string[]) {
  const { id } = await shop.act({ kind: 'requestDispatch', recipients: users.map((userId) => ({ userId, productIds: ['001'] })) });
  const items = await shop.store.feed.documents(
    workspace,
    'dispatchItem',
    users.map((userId) => itemId(id, userId)),
  );
  return users.map((userId) => items.get(itemId(id, userId))?.reason ?? items.get(itemId(id, userId))?.state);
}

const importOptOuts = (...optOuts: readonly { number: string; at: number }[]) =>
  createCommands({ store: shop.store, wakeUps: shop.wakeUps, now: () => shop.clock.now }).importOptOuts(workspace, 'solapi', optOuts);

test('given a consent by hand, it stands from its own time; what proves it is in no row of the log and no audit (I2, I12)', async () => {
  const outcome = await shop.act(consent());

  expect(outcome.status).toBe('applied');
  expect(await personOf('39')).toMatchObject({ consents: [{ granted: true, at: shop.clock.now - 1_000, factId: outcome.id }] });
  const fact = (await shop.store.log.read(workspace, 0, 10)).find(({ factId }) => factId === outcome.id);
  expect(JSON.stringify(fact?.body)).not.toContain('신청서');
  expect(fact?.personal).toEqual([{ person: '39', part: { evidence: '매장 신청서 3판에 서명' } }]);
  const told = (await shop.store.feed.documents(workspace, 'activity', [outcome.id])).get(outcome.id);
  expect(told).toMatchObject({ kind: 'consentNoted', did: 'granted', userId: '39' });
  expect(JSON.stringify(told)).not.toContain('신청서');
});

test('given a notice of a word that is known, it is told; of any other it is refused', async () => {
  const { id } = await shop.act(consent());

  expect(await shop.act({ kind: 'noteNotice', userId: '39', consentFactId: 'other', at: shop.clock.now })).toMatchObject({
    status: 'rejected',
    code: 'consent.unknown',
  });
  expect(await shop.act({ kind: 'noteNotice', userId: '39', consentFactId: id, at: shop.clock.now })).toMatchObject({ status: 'applied' });
  expect(await personOf('39')).toMatchObject({ notices: [{ consentFactId: id }] });
});

test('given the answer that a consent is kept, only one that stands can be; that it is not kept is a withdrawal', async () => {
  const answer = { kind: 'reconfirmConsent', userId: '39', purpose: 'ad', channel: 'kakao', evidence: '통화 2분' } as const;

  expect(await shop.act({ ...answer, at: 1, kept: true })).toMatchObject({ code: 'consent.unknown' });
  await shop.act(consent());
  expect(await shop.act({ ...answer, at: shop.clock.now, kept: true })).toMatchObject({ status: 'applied' });
  expect(await personOf('39')).toMatchObject({ confirmations: [{ purpose: 'ad', at: shop.clock.now }] });
  await shop.act({ ...answer, at: shop.clock.now, kept: false });
  expect(await personOf('39')).toMatchObject({ consents: [{ granted: false }] });
});

test('given a child, nothing is sent until a guardian has agreed (I8)', async () => {
  await shop.publish('bot', aProductStatement(), aSearch(), anIdentification());
  await shop.drain();
  await shop.act(consent());
  await shop.act({ kind: 'markMinor', userId: '39', under14: true });
  const without = await queue('39');
  await shop.act({ kind: 'markMinor', userId: '39', under14: true, guardianEvidence: '보호자 통화' });

  expect([without, await queue('39')]).toEqual([['person.under14'], ['pending']]);
  expect(await personOf('39')).toMatchObject({ minor: { under14: true, guardianAgreed: true } });
});

test('given an opt-out list of a provider, everybody with the number is withdrawn, now and who turns out to have it later (I8)', async () => {
  await shop.publish('bot', aProductStatement());
  await shop.publish(
    'bot',
    anIdentification({ userId: '39', phone: '010-1111-2222' }),
    anIdentification({ userId: '40', phone: '01011112222' }),
  );
  await shop.publish('bot', anIdentification({ userId: '41', phone: '010-3333-4444' }));
  await shop.drain();
  for (const userId of ['39', '40', '41', '42']) await shop.act(consent({ userId, at: shop.clock.now - 9_000 }));

  const list = [
    { number: '010-1111-2222', at: shop.clock.now - 1_000 },
    { number: '+82 10 5555 6666', at: shop.clock.now - 1_000 },
  ];
  await importOptOuts(...list);
  await importOptOuts(...list);
  await shop.publish('bot', anIdentification({ userId: '42', phone: '010-5555-6666' }));
  await shop.drain();

  expect(await queue('39', '40', '41', '42')).toEqual(['consent.withdrawn', 'consent.withdrawn', 'pending', 'consent.withdrawn']);
  const imports = (await shop.store.log.read(workspace, 0, 100)).filter(
    ({ kind, body }) => kind === 'command' && body.act.kind === 'importOptOuts',
  );
  expect(imports).toHaveLength(1);
  expect(JSON.stringify(imports[0]?.body)).not.toMatch(/1111|5555/);
  expect(imports[0]?.personal.map(({ part }) => part)).toEqual([{ number: '+821011112222' }, { number: '+821055556666' }]);
});

test('given a day of opt-outs that grows, who was taken over before has said nothing anew, and is owed one result (I8)', async () => {
  await shop.publish(
    'bot',
    anIdentification({ userId: '39', phone: '010-1111-2222' }),
    anIdentification({ userId: '40', phone: '010-3333-4444' }),
  );
  await shop.drain();
  const [first, second] = [
    { number: '010-1111-2222', at: shop.clock.now - 9_000 },
    { number: '010-3333-4444', at: shop.clock.now - 1_000 },
  ];

  await importOptOuts(first);
  const before = await personOf('39');
  await importOptOuts(first, second);

  expect(await personOf('39')).toEqual(before);
  expect((await personOf('40'))?.words?.map(({ channel }) => channel)).toEqual(['kakao', 'sms']);
  const told = await shop.store.feed.documentsFrom(workspace, 'activity', '', '', 100);
  expect(told.flatMap((entry) => (entry.kind === 'optOutsImported' ? [[entry.numbers, entry.people]] : []))).toEqual([
    [1, 1],
    [1, 1],
  ]);
  const imports = (await shop.store.log.read(workspace, 0, 100)).filter(
    ({ kind, body }) => kind === 'command' && body.act.kind === 'importOptOuts',
  );
  expect(imports.map(({ personal }) => personal.length)).toEqual([1, 1]);
  await importOptOuts({ ...first, at: first.at + 5_000 });
  expect(await personOf('39')).toMatchObject({ consents: [{ at: first.at + 5_000 }, { at: first.at + 5_000 }] });
  expect(await rebuild(shop.store, workspace)).toMatchObject({ written: 0, removed: 0 });
});

test('given two people with one phone, a message to one counts for the other (I8)', async () => {
  await shop.publish('bot', aProductStatement());
  await shop.publish(
    'bot',
    anIdentification({ userId: '39', phone: '010-1111-2222' }),
    anIdentification({ userId: '40', phone: '01011112222' }),
  );
  await shop.drain();
  for (const userId of ['39', '40']) await shop.act(consent({ userId }));

  const before = await queue('39', '40');
  await shop.act(consent({ userId: '40', granted: false, at: shop.clock.now }));

  expect(before).toEqual(['pending', 'contact.duplicate']);
  expect(await queue('39')).toEqual(['consent.withdrawn']);
});

test('given a grant that was on its way for longer than its time is believed, it does not outrank a withdrawal said after it (I8, I12)', async () => {
  const dayMs = 86_400_000;
  await shop.publish('bot', aSearch(), anIdentification());
  const withdrawnAt = shop.clock.now - 35 * dayMs;
  await shop.act(consent({ granted: false, at: withdrawnAt }));
  await shop.publish('kiosk', aConsent({ occurredAt: shop.clock.now - 40 * dayMs }));
  await shop.drain();

  expect(await personOf('39')).toMatchObject({ consents: [{ granted: false, at: withdrawnAt }] });
  await shop.publish('kiosk', aConsent({ occurredAt: shop.clock.now - 34 * dayMs }));
  await shop.drain();
  expect(await personOf('39')).toMatchObject({ consents: [{ granted: true, at: shop.clock.now - 34 * dayMs }] });
  await shop.publish('kiosk', aConsent({ granted: false, occurredAt: shop.clock.now - 33 * dayMs }));
  await shop.drain();
  expect(await personOf('39')).toMatchObject({ consents: [{ granted: false, at: shop.clock.now - 30 * dayMs }] });
  expect(await rebuild(shop.store, workspace)).toMatchObject({ written: 0, removed: 0 });
});
