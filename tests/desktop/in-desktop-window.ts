import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { startVirtualDisplay, type VirtualDisplay } from '../electron-runtime/virtual-display.ts';
import { freePorts } from '../journey/free-port.ts';
import { isLeftOut, present } from '../journey/part.ts';
import { type DesktopPlace, desktopPart, displayPart, type OpenDesktop, startElectron } from '../journey/start-electron.ts';

/** The app that the tests of one file look at, each as the one before left it. */
export type DesktopWindow = Readonly<{
  /** As it is open now: another one after `opens`. */
  now: () => OpenDesktop;
  place: () => DesktopPlace;
  /** Opens it, with these variables beside its own. The one before has been closed, or has died. */
  opens: (env?: DesktopPlace['env']) => Promise<OpenDesktop>;
}>;

type Story = Readonly<{
  journey: string;
  given: string;
  /** The clock of the server may then stand at any hour. */
  sendsNothing?: true;
  /** The tests open the app themselves. */
  closed?: true;
}>;

/** Tests in one window on a display, a folder and ports of their own; left out, with a line that says why, where no Electron or no display is to be had. */
export function inDesktopWindow({ journey, given, sendsNothing, closed }: Story, tell: (desktop: DesktopWindow) => void): void {
  const [app, display] = [desktopPart(), displayPart()];

  describe.skipIf(isLeftOut([app, display], journey))(given, () => {
    let screen: VirtualDisplay;
    let place: DesktopPlace;
    let open: OpenDesktop | undefined;

    const opens = async (env: DesktopPlace['env'] = {}) => {
      open = await startElectron(present(app), { ...place, env });
      return open;
    };
    beforeAll(async () => {
      const dataDir = mkdtempSync(join(tmpdir(), 'desktop-'));
      screen = await startVirtualDisplay(present(display));
      place = { display: screen.name, dataDir, ...(sendsNothing && { sendsNothing }), ...(await freePorts()) };
      if (!closed) await opens();
    });
    afterAll(async () => {
      await open?.close();
      await screen?.stop();
      if (place) rmSync(place.dataDir, { recursive: true });
    });

    const now = () => {
      if (!open) throw new Error('the desktop app is not open');
      return open;
    };
    tell({ now, place: () => place, opens });
  });
}
