import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aSearch } from '../../contract/testing/build-event.ts';
import { openShop } from '../testing/open-shop.ts';
import { rebuildStore } from './rebuild-store.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'talklens-rebuild-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const nowhere = { show: () => undefined, say: () => undefined };

test('given a store that nobody has open, it is rebuilt and the count of what differed is said', async () => {
  const shop = await openShop(folder);
  await shop.publish('bot', aSearch());
  await shop.drain();
  await shop.store.close();
  const lines: string[] = [];

  const result = await rebuildStore({ path: join(folder, 'talklens.db') }, { show: () => undefined, say: (line) => lines.push(line) });

  expect(result.ok).toBe(true);
  expect(lines.at(-1)).toBe('shop: 1 facts folded, 0 documents repaired, 0 removed');
});

test('given a store that a server has open, it is left alone', async () => {
  const shop = await openShop(folder);

  expect(await rebuildStore({ path: join(folder, 'talklens.db') }, nowhere)).toEqual({ ok: false, code: 'store.locked' });

  await shop.store.close();
});

test('given a folder without a store, none is made', async () => {
  const path = join(folder, 'talklens.db');

  expect(await rebuildStore({ path }, nowhere)).toEqual({ ok: false, code: 'config.invalid' });

  expect(existsSync(path)).toBe(false);
});
