import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startVirtualDisplay, type VirtualDisplay } from '../electron-runtime/virtual-display.ts';
import { bringsOneOfThemBack, marksAllOffline, opensBusyShop, takesAllBack, teammateMarksSome } from '../journey/aeroplane-journey.ts';
import { cutLineOf } from '../journey/cut-line.ts';
import { freePorts } from '../journey/free-port.ts';
import { marketerAt } from '../journey/marketer.ts';
import { isLeftOut, present } from '../journey/part.ts';
import { proofJourney } from '../journey/proof-journey.ts';
import { type DesktopPlace, desktopPart, displayPart, type OpenDesktop, startElectron } from '../journey/start-electron.ts';

const desktop = desktopPart();
const display = displayPart();

describe.skipIf(isLeftOut([desktop, display], 'the journey by aeroplane in a desktop window'))(
  'given a desktop app with 500 leads, and a teammate at work on the same server',
  () => {
    let dataDir: string;
    let screen: VirtualDisplay;
    let place: DesktopPlace;
    let open: OpenDesktop;

    beforeAll(async () => {
      dataDir = mkdtempSync(join(tmpdir(), 'desktop-aeroplane-'));
      screen = await startVirtualDisplay(present(display));
      place = { display: screen.name, dataDir, ...(await freePorts()) };
      open = await startElectron(present(desktop), place);
    });
    afterAll(async () => {
      await open?.close();
      await screen?.stop();
      rmSync(dataDir, { recursive: true });
    });

    test('what all of them were given in the aeroplane meets 50 of hers, one is brought back, and the bulk is undone as one', async () => {
      const marketer = marketerAt(open.page);
      const leads = await opensBusyShop(marketer, place);
      const land = await cutLineOf(open.page);
      await open.page.reload();

      await marksAllOffline(marketer);
      await teammateMarksSome(leads, place);
      await land();

      await bringsOneOfThemBack(marketer, place);
      await takesAllBack(marketer, place);
      expect(open.violations).toEqual([]);
    });

    test('a lead that was changed in IndexedDB itself turns the proof red by checking now, is named and put right', async () => {
      await proofJourney(marketerAt(open.page), open.page, place);

      expect(open.violations).toEqual([]);
    });
  },
);
