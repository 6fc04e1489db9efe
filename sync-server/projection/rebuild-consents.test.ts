import { afterEach, beforeEach, expect, test } from 'vitest';
import { aConsent, anIdentification } from '../../contract/testing/build-event.ts';
import { createCommands } from '../command/apply-commands.ts';
import { openShop, type Shop, workspace } from '../testing/open-shop.ts';
import { rebuild } from './rebuild.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

test('given a ledger of consents from chats, members and a provider, folded late or at once, a rebuild gives the same bytes (I2)', async () => {
  const at = shop.clock.now;
  const subject = { userId: '39', purpose: 'ad', channel: 'kakao', evidence: '신청서' } as const;
  await shop.publish('bot', anIdentification({ phone: '010-1111-2222' }), aConsent());
  const { id } = await shop.act({ kind: 'recordConsent', ...subject, granted: true, at: at - 500 }); // before the chat's is folded
  await shop.act({ kind: 'reconfirmConsent', ...subject, at: at - 400, kept: true });
  await shop.act({ kind: 'noteNotice', userId: '39', consentFactId: id, at });
  await shop.act({ kind: 'markMinor', userId: '39', under14: true, guardianEvidence: '통화' });
  await shop.act({ kind: 'recordPurchase', userId: '39', category: '원피스', endedAt: at });
  await shop.drain();
  const commands = createCommands({ store: shop.store, wakeUps: shop.wakeUps, now: () => shop.clock.now });
  await commands.importOptOuts(workspace, 'solapi', [{ number: '01011112222', at: at - 100 }]);

  const done = await rebuild(shop.store, workspace);

  expect(done).toMatchObject({ written: 0, removed: 0, differing: [] });
  const person = (await shop.store.feed.documents(workspace, 'person', ['39'])).get('39');
  expect(person).toMatchObject({ consents: [{ granted: false }, { channel: 'sms', granted: false }], minor: { guardianAgreed: true } });
});
