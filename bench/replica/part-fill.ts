import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { load } from '../ingest/machine.ts';
import { median } from '../ingest/quantile.ts';
import { type DeskFill, fillDesk } from './fill-desk.ts';
import { gaugeHeap } from './heap.ts';
import type { Figures } from './part.ts';
import { profiled } from './profile.ts';
import { fillRawIndexedDb, type RawFill } from './raw-indexeddb.ts';
import type { Shop } from './shop.ts';

/** The desk's first pull of everything beside a bulk put of the same pages, round by round, each on a fresh profile. */
export async function measureFill(shop: Shop): Promise<Figures> {
  const ours: DeskFill[] = [];
  const raw: RawFill[] = [];
  const beside: Figures[] = [];
  for (let round = 1; round <= shop.options.rounds; round += 1) {
    raw.push(await rawFill(shop, `raw-${round}`));
    const { fill, figures } = await deskFill(shop, `desk-${round}`);
    ours.push(fill);
    beside.push(figures);
    process.stderr.write(`fill ${round}: raw ${Math.round(raw.at(-1)?.ms ?? 0)} ms, desk ${Math.round(fill.ms)} ms, load ${load()}\n`);
  }
  const [own, other] = [median(ours.map(({ ms }) => ms)), median(raw.map(({ ms }) => ms))];
  return {
    fill_s_100k: own / 1_000,
    raw_indexeddb_s_100k: other / 1_000,
    fill_vs_raw_indexeddb_100k: own / other,
    documents: raw[0]?.documents,
    longest_main_block_ms: median(ours.map(({ longTaskMs, longGapMs }) => Math.max(longTaskMs, longGapMs))),
    longest_main_task_ms: median(ours.map(({ longTaskMs }) => longTaskMs)),
    heap_mb_100k: median(beside.map(({ heap_mb_100k }) => heap_mb_100k ?? 0)),
    disk_mb_100k: median(beside.map(({ disk_mb_100k }) => disk_mb_100k ?? 0)),
  };
}

async function rawFill(shop: Shop, profile: string): Promise<RawFill> {
  const browser = await shop.browser(profile);
  const filled = await fillRawIndexedDb(browser.page, shop.server().httpUrl, shop.token);
  await browser.close();
  return filled;
}

async function deskFill(shop: Shop, profile: string): Promise<Readonly<{ fill: DeskFill; figures: Figures }>> {
  const browser = await shop.browser(profile);
  const fill = await profiled(browser.page, shop.options.profile, profile, () =>
    fillDesk(browser.page, shop.server().httpUrl, shop.options.leads),
  );
  const heap = await gaugeHeap(browser.page);
  const heapMb = await heap.settledMb();
  await browser.close();
  return { fill, figures: { heap_mb_100k: heapMb, disk_mb_100k: sizeMb(join(shop.folder(profile), 'Default/IndexedDB')) } };
}

/** Of a folder and all in it. */
function sizeMb(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).size, 0) / 1e6;
}
