import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServerProcess } from '../crash/server-process.ts';
import { cutLineOf } from '../journey/cut-line.ts';
import { freePorts } from '../journey/free-port.ts';
import { marketerAt } from '../journey/marketer.ts';
import { fillDesk, findsEverythingThere, seesAllAppliedOnce, worksOffline } from '../journey/offline-journey.ts';
import { isLeftOut, present } from '../journey/part.ts';
import { sendsPoisonAgain, undoesBulkByKeyboard } from '../journey/poison-journey.ts';
import { type ServerPlace, startBuiltServer } from '../journey/server-process.ts';
import { chromiumPart, type OpenBrowser, startChromium } from '../journey/start-chromium.ts';

const chromium = chromiumPart();

describe.skipIf(isLeftOut([chromium], 'the offline journey in a browser'))('given a desk in a browser whose server goes away', () => {
  let folder: string;
  let place: ServerPlace;
  let server: ServerProcess;
  let browser: OpenBrowser;

  const openDesk = async () => {
    browser = await startChromium(present(chromium), join(folder, 'profile'));
    return marketerAt(browser.page);
  };
  const address = () => `http://127.0.0.1:${server.httpPort}/#code=${server.code}`;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'browser-offline-'));
    place = { dataDir: join(folder, 'data'), ...(await freePorts()) };
    server = await startBuiltServer(place);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    rmSync(folder, { recursive: true });
  });

  test('what was done meanwhile survives closing the browser, and is applied once when the server is back', async () => {
    const before = await openDesk();
    await browser.page.goto(address());
    const cast = await fillDesk(before, place);

    await server.stop();
    await worksOffline(before, cast);
    const seenBefore = [...browser.violations];
    await browser.close();

    server = await startBuiltServer(place);
    const after = await openDesk();
    const reconnect = await cutLineOf(browser.page);
    await browser.page.goto(address());
    await findsEverythingThere(after, cast);
    await after.photographs('browser-offline');

    await reconnect();
    await seesAllAppliedOnce(after, cast, place);

    await undoesBulkByKeyboard(after, cast);
    await sendsPoisonAgain(after, browser.page, cast, place);
    expect([...seenBefore, ...browser.violations]).toEqual([]);
  });
});
