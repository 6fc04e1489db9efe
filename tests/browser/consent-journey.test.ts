import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { CatalogueEntry } from '../../contract/product.ts';
import { consentKeeperAt } from '../journey/consent-keeper.ts';
import { marketerAt } from '../journey/marketer.ts';
import { sayEvents } from '../journey/say-events.ts';
import { writerAt } from '../journey/writer.ts';
import { catalogue } from '../simulate/sample.ts';
import { inBrowser } from './in-browser.ts';

const dayMs = 86_400_000;

type Person = Readonly<{ userId: string; name: string; daysAgo: number; phone?: string; productId?: string }>;

/** Somebody says who they are, agrees and searches so many days ago; who shows as a lead has agreed. */
function agreed({ userId, name, daysAgo, phone = '010-2345-6789', productId = 'tent-1' }: Person): readonly object[] {
  const occurredAt = Date.now() - daysAgo * dayMs;
  const said = () => ({ eventId: randomUUID(), userId, occurredAt });
  return [
    { ...said(), kind: 'identified', name, phone },
    { ...said(), kind: 'consented', purpose: 'ad', channel: 'kakao', granted: true, evidence: '네, 소식 받을게요' },
    { ...said(), kind: 'searched', chatId: `chat-${userId}`, productId },
  ];
}

inBrowser({ journey: 'consents in a browser', given: 'given people who agreed to be written to' }, (desk) => {
  test('who waits longest is told first, a withdrawal is written down with its proof, and offline all of it goes on but the history', async () => {
    await sayEvents(desk.place(), [
      ...agreed({ userId: 'user-39', name: '김하늘', daysAgo: 12 }),
      ...agreed({ userId: 'user-40', name: '이바다', daysAgo: 1 }),
    ]);
    const { page } = desk.now();
    const marketer = marketerAt(page);
    const keeper = consentKeeperAt(page);
    await marketer.seesConnected();

    await keeper.goesToConsents();
    await keeper.seesTasks(2);
    await keeper.readsInFirstTask('김하늘');
    await keeper.readsInFirstTask('010-••••-6789');
    await keeper.readsInFirstTask('2일 남음');
    await marketer.photographs('browser-consents');
    await keeper.tellsFirst('김하늘 님께서는');
    await keeper.seesTasks(1);
    await keeper.readsInFirstTask('이바다');

    await keeper.opensLead();
    await keeper.readsOfPerson('동의함');
    await keeper.records('거부·철회 기록', '고객센터 통화, 상담원 박');
    await keeper.readsOfPerson('거부·철회함');
    await marketer.seesEverythingSent();
    await keeper.opensHistory();
    await keeper.readsOfPerson('네, 소식 받을게요');
    await keeper.readsOfPerson('고객센터 통화, 상담원 박');
    await marketer.photographs('browser-consents-of-person');
    await page.keyboard.press('Escape');

    await desk.serverStops();
    await marketer.seesOffline();
    await keeper.goesToConsents();
    await keeper.seesTasks(2);
    await keeper.tellsFirst('동의하셨습니다');
    await keeper.seesTasks(1);
    await keeper.tellsFirst('거부(동의를 철회)하셨습니다');
    await keeper.seesNothingOwed();
    await marketer.seesWaiting(2);
    expect(desk.violations()).toEqual([]);
  });

  test('given somebody who agrees while a message is written, the confirmation counts them and says so', async () => {
    const [product] = catalogue as readonly [CatalogueEntry];
    const agrees = (userId: string, phone: string) => agreed({ userId, name: userId, daysAgo: 0, phone, productId: product.productId });
    await desk.serverIsBack();
    await sayEvents(desk.place(), [
      { eventId: randomUUID(), occurredAt: Date.now(), kind: 'product', ...product },
      ...agrees('user-41', '010-3456-7801'),
    ]);
    const { page } = desk.now();
    const marketer = marketerAt(page);
    const writer = writerAt(page);
    await marketer.seesConnected();

    await marketer.goesTo('발송');
    await page.getByRole('button', { name: '새로 보내기' }).first().click();
    await writer.seesSummary('1명에게 보내고 2명은 빠져요');
    await sayEvents(desk.place(), agrees('user-42', '010-3456-7802'));
    await writer.seesSummary('4건');
    await writer.asksToSend(1);

    await writer.isAsked('2명에게 보낼까요?', '받는 사람이 1명에서 2명으로 바뀌었어요');
    await page.keyboard.press('Escape');
    await writer.seesSummary('2명에게 보내고 2명은 빠져요');
    expect(desk.violations()).toEqual([]);
  });
});
