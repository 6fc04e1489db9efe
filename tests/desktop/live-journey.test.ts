import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startVirtualDisplay, type VirtualDisplay } from '../electron-runtime/virtual-display.ts';
import { freePorts } from '../journey/free-port.ts';
import { liveJourney } from '../journey/live-journey.ts';
import { marketerAt } from '../journey/marketer.ts';
import { isLeftOut, present } from '../journey/part.ts';
import { type DesktopPlace, desktopPart, displayPart, type OpenDesktop, startElectron } from '../journey/start-electron.ts';
import { readOwner } from '../simulate/local-server.ts';

const desktop = desktopPart();
const display = displayPart();

/** Replication streams that the server counts as open. */
async function openStreams({ dataDir, httpPort }: DesktopPlace): Promise<number> {
  const { token } = await readOwner(dataDir);
  const answer = await fetch(`http://127.0.0.1:${httpPort}/metrics`, { headers: { authorization: `Bearer ${token}` } });
  return Number(/^talklens_replication_streams (\d+)$/m.exec(await answer.text())?.[1]);
}

describe.skipIf(isLeftOut([desktop, display], 'the journey in a desktop window'))('given the desktop app in a window', () => {
  let dataDir: string;
  let screen: VirtualDisplay;
  let place: DesktopPlace;
  let open: OpenDesktop;

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'desktop-journey-'));
    screen = await startVirtualDisplay(present(display));
    place = { display: screen.name, dataDir, ...(await freePorts()) };
    open = await startElectron(present(desktop), place);
  });
  afterAll(async () => {
    await open?.close();
    await screen?.stop();
    rmSync(dataDir, { recursive: true });
  });

  test('leads arrive while shoppers talk, three are patched, one is taken back, and a dispatch leaves out who never agreed', async () => {
    await liveJourney(marketerAt(open.page), place, 'desktop');

    expect(open.violations).toEqual([]);
  });

  test('however often the page is loaded again, the server has one open stream', async () => {
    for (let reloads = 0; reloads < 8; reloads += 1) {
      await open.page.reload();
      await marketerAt(open.page).seesConnected();
    }

    await expect.poll(() => openStreams(place), { timeout: 10_000 }).toBe(1);
  });

  test('the page is sandboxed, sees one function of the app, and cannot leave its origin', async () => {
    const seen = await open.page.evaluate(() => ({
      api: Object.keys((globalThis as unknown as { talklens: object }).talklens),
      node: ['require', 'process', 'module'].filter((name) => name in globalThis),
      secure: isSecureContext,
    }));
    await open.page.evaluate(() => location.assign('https://example.com/'));
    const opened = await open.page.evaluate(() => window.open('https://example.com/'));
    const [address, windows] = await open.app.evaluate(({ BrowserWindow }) => {
      const all = BrowserWindow.getAllWindows();
      return [all[0]?.webContents.getURL(), all.length] as const;
    });

    expect(seen).toEqual({ api: ['call'], node: [], secure: true });
    expect(opened).toBeNull();
    expect(address).toMatch(/^app:\/\/talklens\//);
    expect(windows).toBe(1);
  });
});
