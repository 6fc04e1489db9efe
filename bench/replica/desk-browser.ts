import { chromium, type Page } from 'playwright-core';
import { installProbe } from './page-probe.ts';

/** High enough that what arrives between two paintings is in sight. */
const viewport = { width: 1_440, height: 900 };

export type DeskBrowser = Readonly<{ page: Page; close: () => Promise<void> }>;

type Where = Readonly<{
  executablePath: string /** A folder on the disk, never memory only. */;
  profile: string;
  token: string;
  heightPx?: number;
}>;

/** A headless Chromium on a profile of its own, in whose pages the probe is. */
export async function openBrowser({ executablePath, profile, token, heightPx = viewport.height }: Where): Promise<DeskBrowser> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    chromiumSandbox: process.getuid?.() !== 0,
    locale: 'ko-KR',
    viewport: { ...viewport, height: heightPx },
    args: ['--js-flags=--expose-gc'],
  });
  await context.addInitScript(installProbe, token);
  const page = context.pages()[0] ?? (await context.newPage());
  page.on('pageerror', (error) => process.stderr.write(`the page: ${error.stack}\n`));
  return { page, close: () => context.close() };
}
