import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startVirtualDisplay, type VirtualDisplay } from '../electron-runtime/virtual-display.ts';
import { cutLineOf } from '../journey/cut-line.ts';
import { freePorts } from '../journey/free-port.ts';
import { marketerAt } from '../journey/marketer.ts';
import { isLeftOut, present } from '../journey/part.ts';
import { requestJourney } from '../journey/request-journey.ts';
import { type DesktopPlace, desktopPart, displayPart, type OpenDesktop, startElectron } from '../journey/start-electron.ts';
import { fillsScores, seesPublished, weighsOffline } from '../journey/weights-journey.ts';

const desktop = desktopPart();
const display = displayPart();

describe.skipIf(isLeftOut([desktop, display], 'the journey of requests and scores in a desktop window'))(
  'given a desktop app and a chat client on a socket',
  () => {
    let dataDir: string;
    let screen: VirtualDisplay;
    let place: DesktopPlace;
    let open: OpenDesktop;

    beforeAll(async () => {
      dataDir = mkdtempSync(join(tmpdir(), 'desktop-learning-'));
      screen = await startVirtualDisplay(present(display));
      place = { display: screen.name, dataDir, sendsNothing: true, ...(await freePorts()) };
      open = await startElectron(present(desktop), place);
    });
    afterAll(async () => {
      await open?.close();
      await screen?.stop();
      rmSync(dataDir, { recursive: true });
    });

    test('a doubtful request is refused by key: the chat hears "0", counts and score fall back exactly, and the timeline tells it all', async () => {
      await requestJourney(marketerAt(open.page), open.page, place);

      expect(open.violations).toEqual([]);
    });

    test('weights changed offline show which leads would move, and are published once on reconnect', async () => {
      const marketer = marketerAt(open.page);
      await fillsScores(marketer, place);
      const land = await cutLineOf(open.page);
      await open.page.reload();

      await weighsOffline(marketer, open.page);
      await marketer.photographs('desktop-weights-offline');
      await land();
      await marketer.syncsNow();

      await seesPublished(marketer, open.page, place);
      expect(open.violations).toEqual([]);
    });
  },
);
