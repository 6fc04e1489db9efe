import type { Page } from 'playwright-core';

/**
 * A browser's page comes from the very server that is away, so it is loaded and signed in, and only its line to the server is cut. Resolves
 * to what mends it.
 */
export async function cutLineOf(page: Page): Promise<() => Promise<void>> {
  const cut = /\/v1\/(me|replication|commands)/;
  await page.context().route(cut, (route) => route.abort('connectionrefused'));
  return () => page.context().unroute(cut);
}
