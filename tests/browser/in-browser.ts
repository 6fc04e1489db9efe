import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import type { ServerProcess } from '../crash/server-process.ts';
import { isLeftOut, present } from '../journey/part.ts';
import { type ServerPlace, startBuiltServer } from '../journey/server-process.ts';
import { chromiumPart, type OpenBrowser, startChromium } from '../journey/start-chromium.ts';

/** The server and the browsers that the tests of one file look at, each as the one before left it. */
export type DeskInBrowser = Readonly<{
  /** As it was opened last. */
  now: () => OpenBrowser;
  /** Opens another, on a blank page. One on the profile of one that was closed finds what that one kept. */
  opens: (profile?: string) => Promise<OpenBrowser>;
  place: () => ServerPlace;
  /** Where the server's desk is, with the code that signs a browser in. */
  address: () => string;
  serverStops: () => Promise<unknown>;
  /** On the ports it had. */
  serverIsBack: () => Promise<void>;
  /** What pages of any of the browsers tried against their policy. */
  violations: () => OpenBrowser['violations'];
}>;

type Story = Readonly<{
  journey: string;
  given: string;
  /** The clock of the server may then stand at any hour. */
  sendsNothing?: true;
  /** The tests open the browsers themselves. */
  closed?: true;
}>;

/** Tests of the desk that a server of their own gives to browsers; left out, with a line that says why, where no Chromium is to be had. */
export function inBrowser({ journey, given, sendsNothing, closed }: Story, tell: (desk: DeskInBrowser) => void): void {
  const chromium = chromiumPart();

  describe.skipIf(isLeftOut([chromium], journey))(given, () => {
    let folder: string;
    let place: ServerPlace;
    let server: ServerProcess;
    const browsers: OpenBrowser[] = [];

    const opens = async (profile = 'profile') => {
      const browser = await startChromium(present(chromium), join(folder, profile));
      browsers.push(browser);
      return browser;
    };
    const address = () => `${server.httpUrl}/#code=${server.code}`;
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'browser-'));
      const anyPort = { dataDir: join(folder, 'data'), httpPort: 0, mqttPort: 0, ...(sendsNothing && { sendsNothing }) };
      server = await startBuiltServer(anyPort);
      place = { ...anyPort, httpPort: server.httpPort, mqttPort: server.mqttPort };
      if (!closed) await (await opens()).page.goto(address());
    });
    afterAll(async () => {
      for (const browser of browsers) await browser.close();
      await server?.stop();
      rmSync(folder, { recursive: true });
    });

    const now = () => {
      const browser = browsers.at(-1);
      if (!browser) throw new Error('no browser is open');
      return browser;
    };
    const serverIsBack = async () => {
      server = await startBuiltServer(place);
    };
    const violations = () => browsers.flatMap((browser) => browser.violations);
    tell({ now, opens, place: () => place, address, serverStops: () => server.stop(), serverIsBack, violations });
  });
}
