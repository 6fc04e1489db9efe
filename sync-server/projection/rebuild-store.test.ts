import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aSearch } from '../../contract/testing/build-event.ts';
import { bucketOf } from '../../domain/digest/bucket.ts';
import { verifyStore } from '../store/verify/verify-store.ts';
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

test.each([
  ['a document was changed', `UPDATE document SET body = replace(body, '"searches":1', '"searches":7') WHERE id = '39~001'`, 1],
  ['a digest was changed', `UPDATE digest SET sums = zeroblob(2048) WHERE collection = 'lead'`, 0],
  ['a digest is gone', `DELETE FROM digest WHERE collection = 'lead'`, 0],
])('given a file in which %s, verify names the bucket, and a rebuild mends it', async (_what, damage, repaired) => {
  const path = join(folder, 'talklens.db');
  const shop = await openShop(folder);
  await shop.publish('bot', aSearch({ userId: '39', productId: '001' }));
  await shop.drain();
  await shop.store.close();
  const file = new DatabaseSync(path);
  file.exec(damage);
  file.close();
  const verified = async () => {
    const lines: string[] = [];
    const result = await verifyStore({ path }, { show: () => undefined, say: (line) => lines.push(line) });
    return { whole: result.ok && result.value, lines };
  };
  const rebuilding: string[] = [];

  const before = await verified();
  await rebuildStore({ path }, { show: () => undefined, say: (line) => rebuilding.push(line) });
  const after = await verified();

  const wrong = `shop: lead: its documents are not what its digest says, in 1 of 256 buckets (${bucketOf('39~001')})`;
  expect(before).toMatchObject({ whole: false, lines: expect.arrayContaining([wrong]) });
  expect(rebuilding.slice(-2)).toEqual([
    'shop: the digest of lead was counted anew',
    `shop: 1 facts folded, ${repaired} documents repaired, 0 removed`,
  ]);
  expect(after).toMatchObject({ whole: true, lines: expect.not.arrayContaining([wrong]) });
});
