import type { Page } from 'playwright-core';
import { median } from '../ingest/quantile.ts';
import type { Figures } from './part.ts';
import { profiled } from './profile.ts';
import type { Shop } from './shop.ts';

const times = 3;

/** From asking for the page to the whole table, on what is stored: a browser started anew each time, the server not waited for. */
export async function measureReopen(shop: Shop): Promise<Figures> {
  const profile = await shop.filledProfile();
  const took: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const browser = await shop.browser(profile);
    const opening = () => reopen(browser.page, shop.server().httpUrl, shop.options.leads);
    took.push(await profiled(browser.page, shop.options.profile, `reopen-${time + 1}`, opening));
    await browser.close();
  }
  process.stderr.write(`reopen: ${took.map(Math.round).join(', ')} ms\n`);
  return { reopen_to_table_s_100k: median(took) / 1_000 };
}

export async function reopen(page: Page, url: string, leads: number): Promise<number> {
  await page.goto(`${url}/#/leads`);
  return page.evaluate((count) => window.replicaProbe.whenFrame(() => window.replicaProbe.rows() >= count), leads);
}
