import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServerProcess } from '../crash/server-process.ts';
import { drawingJourney } from '../journey/drawing-journey.ts';
import { liveJourney } from '../journey/live-journey.ts';
import { marketerAt } from '../journey/marketer.ts';
import { isLeftOut, present } from '../journey/part.ts';
import { proofJourney } from '../journey/proof-journey.ts';
import { startBuiltServer } from '../journey/server-process.ts';
import { chromiumPart, type OpenBrowser, startChromium } from '../journey/start-chromium.ts';
import { type Drawing, watchDrawing } from '../journey/watch-drawing.ts';

const chromium = chromiumPart();

describe.skipIf(isLeftOut([chromium], 'the journey in a browser'))('given a desk in a browser', () => {
  let folder: string;
  let dataDir: string;
  let server: ServerProcess;
  let browser: OpenBrowser;
  let drawing: Drawing;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'browser-journey-'));
    dataDir = join(folder, 'data');
    server = await startBuiltServer({ dataDir, httpPort: 0, mqttPort: 0 });
    browser = await startChromium(present(chromium), join(folder, 'profile'));
    drawing = await watchDrawing(browser.page);
    await browser.page.goto(`http://127.0.0.1:${server.httpPort}/#code=${server.code}`);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    rmSync(folder, { recursive: true });
  });

  test('leads arrive while shoppers talk, three are patched, one is taken back, and a dispatch leaves out who never agreed', async () => {
    await liveJourney(marketerAt(browser.page), { dataDir, ...server }, 'browser');

    expect(browser.violations).toEqual([]);
  });

  test('what happens to a lead draws its row anew, and no other, nor what lies around the table', async () => {
    await drawingJourney(marketerAt(browser.page), drawing, { dataDir, ...server });
  });

  test('a lead that was changed in IndexedDB itself is found by checking now, named and put right', async () => {
    await proofJourney(marketerAt(browser.page), browser.page, { dataDir, ...server });

    expect(browser.violations).toEqual([]);
  });
});
