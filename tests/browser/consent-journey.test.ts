import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { consentKeeperAt } from '../journey/consent-keeper.ts';
import { marketerAt } from '../journey/marketer.ts';
import { sayEvents } from '../journey/say-events.ts';
import { inBrowser } from './in-browser.ts';

const dayMs = 86_400_000;

/** Somebody searches, says who they are, and agrees so many days ago. */
function agreed(userId: string, name: string, daysAgo: number): readonly object[] {
  const occurredAt = Date.now() - daysAgo * dayMs;
  const said = () => ({ eventId: randomUUID(), userId, occurredAt });
  return [
    { ...said(), kind: 'searched', chatId: `chat-${userId}`, productId: 'tent-1' },
    { ...said(), kind: 'identified', name, phone: '010-2345-6789' },
    { ...said(), kind: 'consented', purpose: 'ad', channel: 'kakao', granted: true, evidence: '네, 소식 받을게요' },
  ];
}

inBrowser({ journey: 'consents in a browser', given: 'given people who agreed to be written to' }, (desk) => {
  test('who waits longest is told first, a withdrawal is written down with its proof, and offline all of it goes on but the history', async () => {
    await sayEvents(desk.place(), [...agreed('user-39', '김하늘', 12), ...agreed('user-40', '이바다', 1)]);
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
    await keeper.tellsFirst('거부(동의를 철회)하셨습니다');
    await keeper.seesNothingOwed();
    await marketer.seesWaiting(2);
    expect(desk.violations()).toEqual([]);
  });
});
