import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EventFact } from '../port/fact.ts';
import { aQuestionFact } from '../testing/build-fact.ts';
import { openSqlite, temporaryFolder } from '../testing/open-sqlite.ts';

let folder: string;
let path: string;
let facts: readonly EventFact[];

beforeEach(async () => {
  folder = await temporaryFolder();
  path = join(folder, 'talklens.db');
  facts = [aQuestionFact(), aQuestionFact()];
  const store = await openSqlite(path);
  await store.credentials.ensureWorkspace('shop');
  await store.log.appendEvents('shop', facts);
  await store.close();
});
afterEach(() => rm(folder, { recursive: true }));

/** Changes the closed file, then reads the log. */
async function readAfter(damage: string) {
  const database = new DatabaseSync(path);
  database.exec(damage);
  database.close();
  const store = await openSqlite(path);
  try {
    return await store.log.read('shop', 0, 10);
  } finally {
    await store.close();
  }
}

const damages = [
  `UPDATE fact SET at = at + 1 WHERE position = 1`,
  `UPDATE fact SET author = 'kiosk' WHERE position = 1`,
  `UPDATE fact SET body = replace(body, '001', '002') WHERE position = 1`,
  `UPDATE fact SET digest = x'00' WHERE position = 1`,
  `UPDATE fact SET position = 3 WHERE position = 2`,
  `UPDATE personal SET person = '40' WHERE position = 1`,
  `UPDATE personal SET sealed = CAST('{"message":"다른 말"}' AS BLOB) WHERE position = 1`,
];

test.each(damages)('given %s, reports the fact and does not serve it', async (damage) => {
  await expect(readAfter(damage)).rejects.toThrow('does not match its checksum');
});

test('given an erased personal part, serves the fact without it, and its checksum still fits', async () => {
  const read = await readAfter('DELETE FROM personal WHERE position = 1');

  expect(read).toEqual([
    { ...facts[0], position: 1, personal: [] },
    { ...facts[1], position: 2 },
  ]);
});

test('given personal text, the log row itself does not hold it', async () => {
  const database = new DatabaseSync(path);
  const rows = database.prepare('SELECT body || marks AS text FROM fact').all();
  database.close();

  expect(JSON.stringify(rows)).not.toContain('네이비');
});
