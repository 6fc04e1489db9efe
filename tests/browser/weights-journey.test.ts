import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServerProcess } from '../crash/server-process.ts';
import { freePorts } from '../journey/free-port.ts';
import { marketerAt } from '../journey/marketer.ts';
import { isLeftOut, present } from '../journey/part.ts';
import { type ServerPlace, startBuiltServer } from '../journey/server-process.ts';
import { chromiumPart, type OpenBrowser, startChromium } from '../journey/start-chromium.ts';
import { fillsScores, seesPublished, weighsOffline } from '../journey/weights-journey.ts';

const chromium = chromiumPart();

describe.skipIf(isLeftOut([chromium], 'the weights journey in a browser'))('given scores and a server that goes away', () => {
  let folder: string;
  let place: ServerPlace;
  let server: ServerProcess;
  let browser: OpenBrowser;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'browser-weights-'));
    place = { dataDir: join(folder, 'data'), sendsNothing: true, ...(await freePorts()) };
    server = await startBuiltServer(place);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    rmSync(folder, { recursive: true });
  });

  test('weights changed offline show which leads would move, and are published once when the server is back', async () => {
    browser = await startChromium(present(chromium), join(folder, 'profile'));
    const marketer = marketerAt(browser.page);
    await browser.page.goto(`http://127.0.0.1:${server.httpPort}/#code=${server.code}`);
    await fillsScores(marketer, place);

    await server.stop();
    await weighsOffline(marketer, browser.page);
    await marketer.photographs('browser-weights-offline');
    server = await startBuiltServer(place);
    await marketer.syncsNow();

    await seesPublished(marketer, browser.page, place);
    expect(browser.violations).toEqual([]);
  });
});
