import { readFileSync } from 'node:fs';
import { OwnerFile, ownerFile } from '../../sync-server/credentials/first-credentials.ts';
import { type ServerProcess, startServerProcess } from '../../tests/crash/server-process.ts';
import { type DeskBrowser, openBrowser } from './desk-browser.ts';
import { fillDesk } from './fill-desk.ts';
import type { Options } from './options.ts';
import { seedLeads } from './seed.ts';

export type Programs = Readonly<{ server: string; chromium: string; rivals: string }>;

/** The server under the desk, and where desks are opened on it. */
export interface Shop {
  readonly options: Options;
  readonly dataDir: string;
  /** The folder of what Talklens is measured against. */
  readonly rivals: string;
  server(): ServerProcess;
  /** Stops the server, lets work be done on its store, and starts it again on the same ports. */
  restarted(work: () => Promise<void>): Promise<void>;
  /** The owner's. */
  readonly token: string;
  /** A profile's folder. */
  folder(profile: string): string;
  browser(profile: string, heightPx?: number): Promise<DeskBrowser>;
  /** The profile of a desk that has everything and is closed; filled once. */
  filledProfile(): Promise<string>;
  close(): Promise<void>;
}

type Ground = Readonly<{ options: Options; programs: Programs; folder: (name: string) => string }>;

/** Seeds a store and starts the built server on it. */
export async function openShop({ options, programs, folder }: Ground): Promise<Shop> {
  const dataDir = folder('data');
  await seedLeads(dataDir, options.leads);
  let server = await startServerProcess({ program: programs.server, dataDir });
  const { token } = OwnerFile.parse(JSON.parse(readFileSync(ownerFile(dataDir), 'utf8')));
  let filled: Promise<string> | undefined;
  const shop: Shop = {
    ...{ options, dataDir, token, folder, rivals: programs.rivals },
    server: () => server,
    restarted: async (work) => {
      const { httpPort, mqttPort } = server;
      await server.stop();
      await work();
      server = await startServerProcess({ program: programs.server, dataDir, httpPort, mqttPort });
    },
    browser: (profile, heightPx) =>
      openBrowser({ executablePath: programs.chromium, profile: folder(profile), token, ...(heightPx !== undefined && { heightPx }) }),
    filledProfile: () => {
      filled ??= fillOnce(shop, 'filled');
      return filled;
    },
    close: async () => void (await server.stop()),
  };
  return shop;
}

async function fillOnce(shop: Shop, profile: string): Promise<string> {
  const browser = await shop.browser(profile);
  await fillDesk(browser.page, shop.server().httpUrl, shop.options.leads);
  await browser.close();
  return profile;
}
