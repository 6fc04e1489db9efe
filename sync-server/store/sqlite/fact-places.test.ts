import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Store } from '../port/store.ts';
import { aCommandFact, aSearchFact } from '../testing/build-fact.ts';
import { openSqlite, temporaryFolder } from '../testing/open-sqlite.ts';
import { mostNotIndexed } from './fact-places.ts';
import { openSqliteFile } from './open-sqlite-file.ts';

let folder: string;
let path: string;
let store: Store;

beforeEach(async () => {
  folder = await temporaryFolder();
  path = join(folder, 'talklens.db');
  store = await openSqlite(path);
  await store.credentials.ensureWorkspace('shop');
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

/** What a statement says of the file, beside whoever has it open. */
function ask(sql: string): unknown {
  const database = new DatabaseSync(path);
  try {
    return { ...(database.prepare(sql).get() as object) };
  } finally {
    database.close();
  }
}

const commands = (count: number) => Array.from({ length: count }, () => aCommandFact());
const events = (count: number) => Array.from({ length: count }, () => aSearchFact());

test('given many facts of other kinds after an event, few places of the log are not indexed, and each event is stored once', async () => {
  const [event, later] = [aSearchFact(), aSearchFact()];
  await store.log.appendEvents('shop', [event]);
  await store.feed.transaction('shop', (tx) => tx.append(commands(mostNotIndexed)));

  expect(await store.log.appendEvents('shop', [event, later, later])).toEqual(['duplicate', 'stored', 'duplicate']);

  expect(ask('SELECT last_position AS head, indexed FROM workspace')).toEqual({ head: mostNotIndexed + 2, indexed: mostNotIndexed + 1 });
  expect((await store.log.fact('shop', later.factId))?.position).toBe(mostNotIndexed + 2);
});

test('given a bulk that is rolled back, its ids are in no table and are written with the next one', async () => {
  const first = events(mostNotIndexed - 1);
  await store.log.appendEvents('shop', first);
  const failing = store.feed.transaction('shop', async (tx) => {
    await tx.appendEvent(aSearchFact());
    throw new Error('rolled back');
  });
  await expect(failing).rejects.toThrow('rolled back');

  await store.log.appendEvents('shop', events(1));

  expect(ask('SELECT count(*) AS ids, max(position) AS last FROM fact_place')).toEqual({ ids: mostNotIndexed, last: mostNotIndexed });
  expect(new Set(await store.log.appendEvents('shop', first))).toEqual(new Set(['duplicate']));
});

test('given an id whose place is not that of its fact, serves no other fact for it, and the check of the file says so', async () => {
  const command = aCommandFact();
  await store.feed.transaction('shop', (tx) => tx.append([command, aCommandFact()]));
  await store.close();
  const faultsBefore = faults();
  const database = new DatabaseSync(path);
  database.exec('UPDATE fact_place SET position = 3 - position');
  database.close();
  store = await openSqlite(path);

  await expect(store.log.fact('shop', command.factId)).rejects.toThrow('does not match its checksum');

  expect(faultsBefore).toEqual([]);
  expect(faults()).toEqual([1, 2].map((position) => `the id of position ${position} of shop does not lead there`));
});

function faults(): readonly string[] {
  const log = openSqliteFile(path);
  try {
    return log.faults();
  } finally {
    log.close();
  }
}
