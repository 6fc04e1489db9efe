import { afterEach, beforeEach, expect, test } from 'vitest';
import { ConsentHistory } from '../../contract/consent-history.ts';
import { aConsent, anIdentification } from '../../contract/testing/build-event.ts';
import { openShop, type Shop, workspace } from '../testing/open-shop.ts';
import { toConsentEntries } from './consent-entries.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

const historyOf = async (userId: string) =>
  (await shop.store.log.ofLead(workspace, userId, 100)).flatMap((fact) => toConsentEntries(fact, userId));

test('given what was said in the chat, by hand and at a provider, the history tells each with its proof, newest first', async () => {
  await shop.publish('bot', anIdentification(), aConsent({ evidence: '네, 받을게요' }), aConsent({ userId: '40' }));
  await shop.drain();
  const at = shop.clock.now;
  const subject = { userId: '39', purpose: 'ad', channel: 'kakao' } as const;
  await shop.act({ kind: 'recordConsent', ...subject, granted: false, at: at - 1_000, evidence: '전화로 거부' });
  await shop.act({ kind: 'recordPurchase', userId: '39', category: '원피스', endedAt: at - 500 });

  const entries = await historyOf('39');

  expect(entries).toMatchObject([
    { did: 'purchased', category: '원피스', via: 'member', by: 'owner' },
    { did: 'withdrawn', at: at - 1_000, receivedAt: at, via: 'member', evidence: '전화로 거부' },
    { did: 'granted', via: 'chat', by: 'bot', evidence: '네, 받을게요' },
  ]);
  expect(ConsentHistory.parse({ entries, isWhole: true }).entries).toHaveLength(3);
});

test('given an act that was refused, it is in nobody’s history', async () => {
  await shop.act({ kind: 'noteNotice', userId: '39', consentFactId: 'x', at: 1 });

  expect(await historyOf('39')).toEqual([]);
});
