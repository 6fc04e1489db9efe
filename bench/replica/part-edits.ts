import type { Page } from 'playwright-core';
import { median } from '../ingest/quantile.ts';
import type { Figures } from './part.ts';
import { reopen } from './part-reopen.ts';
import { profiled } from './profile.ts';
import type { Shop } from './shop.ts';

const singles = 30;
const bulks = 7;
const bulkLeads = 500;
/** Before the clock runs. */
const warmUp = 5;

/** What one edit took, ms: until the row says so in the document, and until it is painted. */
type Edit = Readonly<{ visibleMs: number; paintedMs: number }>;

/** From the press to the row that shows it: the screen's call, the local store, the overlay, the view and the table. */
export async function measureEdits(shop: Shop): Promise<Figures> {
  const browser = await shop.browser(await shop.filledProfile());
  const { page } = browser;
  await reopen(page, shop.server().httpUrl, shop.options.leads);
  await page.evaluate(() => window.replicaProbe.whenFrame(() => window.replicaProbe.status.connection === 'connected'));
  const { profile } = shop.options;
  const one = await profiled(page, profile, 'edit', () => editAll(page, singles, 1));
  const many = await profiled(page, profile, 'bulk', () => editAll(page, bulks, bulkLeads));
  await browser.close();
  return {
    patch_to_visible_ms: median(one.map(({ visibleMs }) => visibleMs)),
    patch_to_painted_ms: median(one.map(({ paintedMs }) => paintedMs)),
    bulk_500_to_visible_ms: median(many.map(({ visibleMs }) => visibleMs)),
    bulk_500_to_painted_ms: median(many.map(({ paintedMs }) => paintedMs)),
  };
}

async function editAll(page: Page, times: number, leads: number): Promise<readonly Edit[]> {
  const edits: Edit[] = [];
  for (let time = 0; time < times + warmUp; time += 1) {
    edits.push(await page.evaluate(edit, { leads, value: `member-${leads}-${time}` }));
    await page.evaluate(() => window.replicaProbe.whenFrame(() => (window.replicaProbe.status.waiting ?? 0) === 0));
  }
  return edits.slice(warmUp);
}

/**
 * Gives the table's first leads another assignee and watches the first row; whole in itself, since it is sent there as text. The
 * table is sorted by score, which an assignee does not change, so the row stays where it is.
 */
async function edit({ leads, value }: Readonly<{ leads: number; value: string }>): Promise<Edit> {
  const probe = window.replicaProbe;
  const ids = await probe.firstIds(leads);
  const body = document.querySelector('table[aria-rowcount] tbody') as HTMLElement;
  const shown = () => body.querySelector('tr[data-index="0"]')?.textContent?.includes(value) ?? false;
  const startedAt = performance.now();
  const visible = new Promise<number>((resolve) => {
    const observer = new MutationObserver(() => {
      if (!shown()) return;
      observer.disconnect();
      resolve(performance.now());
    });
    observer.observe(body, { subtree: true, childList: true, characterData: true });
  });
  void probe.call('patch', { kind: 'ids', ids }, [{ field: 'marketerId', to: value }]);
  const visibleAt = await visible;
  const paintedAt = await probe.afterPaint();
  return { visibleMs: visibleAt - startedAt, paintedMs: paintedAt - startedAt };
}
