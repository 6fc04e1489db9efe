import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { type Part, programInPath } from './part.ts';
import { type PolicyViolations, watchPolicy } from './policy-watch.ts';

export const chromiumPart = (): Part<string> => {
  const path = process.env.CHROMIUM ?? programInPath('chromium', 'chromium-browser', 'google-chrome');
  return path === undefined ? { ok: false, install: 'chromium' } : { ok: true, value: path };
};

export type OpenBrowser = Readonly<{ page: Page; violations: PolicyViolations; context: BrowserContext; close: () => Promise<void> }>;

/** Opens a browser on a profile that outlives it, as a marketer's does. Root, as in a container, has no Chromium sandbox. */
export async function startChromium(executablePath: string, profile: string): Promise<OpenBrowser> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    chromiumSandbox: process.getuid?.() !== 0,
    locale: 'ko-KR',
    viewport: { width: 1440, height: 900 },
  });
  const page = context.pages()[0] ?? (await context.newPage());
  return { page, context, violations: await watchPolicy(page), close: () => context.close() };
}
