import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServerProcess } from '../crash/server-process.ts';
import { cutLineOf } from '../journey/cut-line.ts';
import { freePorts } from '../journey/free-port.ts';
import { marketerAt } from '../journey/marketer.ts';
import { isLeftOut, present } from '../journey/part.ts';
import { looksAndSends, savesSegment, teammateTakesOn, writesOffline } from '../journey/segment-journey.ts';
import { type ServerPlace, startBuiltServer } from '../journey/server-process.ts';
import { chromiumPart, type OpenBrowser, startChromium } from '../journey/start-chromium.ts';

const chromium = chromiumPart();

describe.skipIf(isLeftOut([chromium], 'the segment journey in a browser'))('given a saved segment and a server that goes away', () => {
  let folder: string;
  let place: ServerPlace;
  let server: ServerProcess;
  let browser: OpenBrowser;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'browser-segment-'));
    place = { dataDir: join(folder, 'data'), ...(await freePorts()) };
    server = await startBuiltServer(place);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    rmSync(folder, { recursive: true });
  });

  test('a message to it that a teammate changed meanwhile asks before it goes', async () => {
    browser = await startChromium(present(chromium), join(folder, 'profile'));
    const marketer = marketerAt(browser.page);
    await browser.page.goto(`http://127.0.0.1:${server.httpPort}/#code=${server.code}`);
    const fresh = await savesSegment(marketer, place);
    await marketer.photographs('browser-segment');

    await server.stop();
    const people = await writesOffline(marketer);
    const reconnect = await cutLineOf(browser.page);
    server = await startBuiltServer(place);
    const takenOn = await teammateTakesOn(fresh, place);
    await reconnect();
    await marketer.syncsNow();

    await looksAndSends(marketer, people, takenOn, place);
    await marketer.photographs('browser-looked-at');
    expect(browser.violations).toEqual([]);
  });
});
