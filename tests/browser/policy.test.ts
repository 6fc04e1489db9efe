import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServerProcess } from '../crash/server-process.ts';
import { marketerAt } from '../journey/marketer.ts';
import { isLeftOut, present } from '../journey/part.ts';
import { startBuiltServer } from '../journey/server-process.ts';
import { chromiumPart, type OpenBrowser, startChromium } from '../journey/start-chromium.ts';

const chromium = chromiumPart();

describe.skipIf(isLeftOut([chromium], 'the content security policy in a browser'))('given an open desk', () => {
  let folder: string;
  let server: ServerProcess;
  let browser: OpenBrowser;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'policy-'));
    server = await startBuiltServer({ dataDir: join(folder, 'data'), httpPort: 0, mqttPort: 0 });
    browser = await startChromium(present(chromium), join(folder, 'profile'));
    await browser.page.goto(`http://127.0.0.1:${server.httpPort}/#code=${server.code}`);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    rmSync(folder, { recursive: true });
  });

  test('a script put into the page does not run, the worker cannot speak to another server, and both are noticed', async () => {
    await marketerAt(browser.page).seesConnected();
    const before = [...browser.violations];
    const ran = await browser.page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.injected = true';
      document.body.append(script);
      return 'injected' in globalThis;
    });
    const told = await browser.page.workers()[0]?.evaluate(() =>
      fetch('http://127.0.0.2:9/').then(
        () => true,
        () => false,
      ),
    );

    expect(before).toEqual([]);
    expect([ran, told]).toEqual([false, false]);
    await expect.poll(() => browser.violations.length).toBe(2);
  });
});
