import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startVirtualDisplay, type VirtualDisplay } from '../electron-runtime/virtual-display.ts';
import { freePorts } from '../journey/free-port.ts';
import { killServerOf } from '../journey/kill-embedded-server.ts';
import { marketerAt } from '../journey/marketer.ts';
import { fillDesk, findsEverythingThere, seesAllAppliedOnce, worksOffline } from '../journey/offline-journey.ts';
import { isLeftOut, present } from '../journey/part.ts';
import { type DesktopPlace, desktopPart, displayPart, type OpenDesktop, startElectron } from '../journey/start-electron.ts';

const desktop = desktopPart();
const display = displayPart();

describe.skipIf(isLeftOut([desktop, display], 'the offline journey in a desktop window'))(
  'given a desktop app that loses its server',
  () => {
    let dataDir: string;
    let screen: VirtualDisplay;
    let place: DesktopPlace;
    let open: OpenDesktop;

    beforeAll(async () => {
      dataDir = mkdtempSync(join(tmpdir(), 'desktop-offline-'));
      screen = await startVirtualDisplay(present(display));
      place = { display: screen.name, dataDir, ...(await freePorts()) };
      open = await startElectron(present(desktop), place);
    });
    afterAll(async () => {
      await open?.close();
      await screen?.stop();
      rmSync(dataDir, { recursive: true });
    });

    test('it says why, work goes on and survives a restart of the app, and is applied once when the server is back', async () => {
      const before = marketerAt(open.page);
      const cast = await fillDesk(before, place);
      const giveBack = await killServerOf(open.app, place.httpPort);

      await worksOffline(before, cast);
      const seenBefore = [...open.violations];
      await open.close();
      open = await startElectron(present(desktop), place);
      const after = marketerAt(open.page);
      await findsEverythingThere(after, cast);
      await after.goesTo('설정');
      await after.reads('서버가 쓸 포트를 다른 프로그램이 쓰고 있어요');
      await after.photographs('desktop-offline');

      await giveBack();
      await after.restartsServer();
      await after.seesConnected();
      await after.goesTo('발송');
      await seesAllAppliedOnce(after, cast, place);
      expect([...seenBefore, ...open.violations]).toEqual([]);
    });
  },
);
