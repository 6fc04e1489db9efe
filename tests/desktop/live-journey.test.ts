import { expect, test } from 'vitest';
import { liveJourney } from '../journey/live-journey.ts';
import { marketerAt } from '../journey/marketer.ts';
import type { DesktopPlace } from '../journey/start-electron.ts';
import { readOwner } from '../simulate/local-server.ts';
import { inDesktopWindow } from './in-desktop-window.ts';

/** Replication streams that the server counts as open. */
async function openStreams({ dataDir, httpPort }: DesktopPlace): Promise<number> {
  const { token } = await readOwner(dataDir);
  const answer = await fetch(`http://127.0.0.1:${httpPort}/metrics`, { headers: { authorization: `Bearer ${token}` } });
  return Number(/^talklens_replication_streams (\d+)$/m.exec(await answer.text())?.[1]);
}

inDesktopWindow({ journey: 'the journey in a desktop window', given: 'given the desktop app in a window' }, (desktop) => {
  test('leads arrive while shoppers talk, three are patched, one is taken back, and a dispatch leaves out who never agreed', async () => {
    const { page, violations } = desktop.now();
    await liveJourney(marketerAt(page), desktop.place(), 'desktop');

    expect(violations).toEqual([]);
  });

  test('however often the page is loaded again, the server has one open stream', async () => {
    const { page } = desktop.now();
    for (let reloads = 0; reloads < 8; reloads += 1) {
      await page.reload();
      await marketerAt(page).seesConnected();
    }

    await expect.poll(() => openStreams(desktop.place()), { timeout: 10_000 }).toBe(1);
  });

  test('the page is sandboxed, sees one function of the app, and cannot leave its origin', async () => {
    const { app, page } = desktop.now();
    const seen = await page.evaluate(() => ({
      api: Object.keys((globalThis as unknown as { talklens: object }).talklens),
      node: ['require', 'process', 'module'].filter((name) => name in globalThis),
      secure: isSecureContext,
    }));
    await page.evaluate(() => location.assign('https://example.com/'));
    const opened = await page.evaluate(() => window.open('https://example.com/'));
    const [address, windows] = await app.evaluate(({ BrowserWindow }) => {
      const all = BrowserWindow.getAllWindows();
      return [all[0]?.webContents.getURL(), all.length] as const;
    });

    expect(seen).toEqual({ api: ['call'], node: [], secure: true });
    expect(opened).toBeNull();
    expect(address).toMatch(/^app:\/\/talklens\//);
    expect(windows).toBe(1);
  });
});
