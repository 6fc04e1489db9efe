import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServerProcess } from '../crash/server-process.ts';
import { consentKeeperAt } from '../journey/consent-keeper.ts';
import { marketerAt } from '../journey/marketer.ts';
import { isLeftOut, present } from '../journey/part.ts';
import { sayEvents } from '../journey/say-events.ts';
import { startBuiltServer } from '../journey/server-process.ts';
import { chromiumPart, type OpenBrowser, startChromium } from '../journey/start-chromium.ts';

const chromium = chromiumPart();
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

describe.skipIf(isLeftOut([chromium], 'consents in a browser'))('given people who agreed to be written to', () => {
  let folder: string;
  let dataDir: string;
  let server: ServerProcess;
  let browser: OpenBrowser;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'consent-journey-'));
    dataDir = join(folder, 'data');
    server = await startBuiltServer({ dataDir, httpPort: 0, mqttPort: 0 });
    browser = await startChromium(present(chromium), join(folder, 'profile'));
    await browser.page.goto(`http://127.0.0.1:${server.httpPort}/#code=${server.code}`);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    rmSync(folder, { recursive: true });
  });

  test('who waits longest is told first, a withdrawal is written down with its proof, and offline all of it goes on but the history', async () => {
    await sayEvents({ dataDir, ...server }, [...agreed('user-39', '김하늘', 12), ...agreed('user-40', '이바다', 1)]);
    const marketer = marketerAt(browser.page);
    const keeper = consentKeeperAt(browser.page);
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
    await browser.page.keyboard.press('Escape');

    await server.stop();
    await marketer.seesOffline();
    await keeper.goesToConsents();
    await keeper.seesTasks(2);
    await keeper.tellsFirst('동의하셨습니다');
    await keeper.tellsFirst('거부(동의를 철회)하셨습니다');
    await keeper.seesNothingOwed();
    await marketer.seesWaiting(2);
    expect(browser.violations).toEqual([]);
  });
});
