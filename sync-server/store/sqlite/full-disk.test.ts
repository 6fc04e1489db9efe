import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Store } from '../port/store.ts';
import { aQuestionFact } from '../testing/build-fact.ts';
import { sqliteOptions, temporaryFolder } from '../testing/open-sqlite.ts';
import { type Database, makeWriter, openFile, openReader } from './database.ts';
import { storeOn } from './open-sqlite-store.ts';
import { migrate } from './schema.ts';

const ALL = 10_000;
const BATCH = 200;
let folder: string;
let database: Database;
let store: Store;

beforeEach(async () => {
  folder = await temporaryFolder();
  const path = join(folder, 'talklens.db');
  database = openFile(path);
  makeWriter(database);
  migrate(database);
  const reader = openReader(path);
  store = await storeOn(database, reader, sqliteOptions(path), () => {
    reader.close();
    database.close();
  });
  await store.credentials.ensureWorkspace('shop');
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

const facts = () => Array.from({ length: BATCH }, () => aQuestionFact());

/** As SQLite sees a full disk: no page more than there are. */
const fillDisk = () => database.exec('PRAGMA max_page_count = 1');
const freeDisk = () => database.exec('PRAGMA max_page_count = 1000000');

test('given a full disk, refuses the batch whole and works again when there is room', async () => {
  const [before, refused, after] = [facts(), facts(), facts()];
  await store.log.appendEvents('shop', before);

  fillDisk();
  await expect(store.log.appendEvents('shop', refused)).rejects.toThrow('full');
  const inBetween = await store.log.read('shop', 0, ALL);
  freeDisk();
  await store.log.appendEvents('shop', after);
  const outcomes = await store.log.appendEvents('shop', refused);

  expect(inBetween.map(({ factId }) => factId)).toEqual(before.map(({ factId }) => factId));
  expect(outcomes).toEqual(refused.map(() => 'stored'));
  const ids = (await store.log.read('shop', 0, ALL)).map(({ factId }) => factId);
  expect(ids).toEqual([...before, ...after, ...refused].map(({ factId }) => factId));
});

test('given a full disk, a fold that cannot be written gives its seq back', async () => {
  const members = (prefix: string) =>
    Array.from({ length: BATCH }, (_, index) => {
      const id = `${prefix}-${index}-${'x'.repeat(100)}`;
      return { collection: 'member' as const, id, document: { id, addedAt: 1 } };
    });
  const write = (prefix: string) => store.feed.transaction('shop', (tx) => tx.write(members(prefix)));

  fillDisk();
  await expect(write('refused')).rejects.toThrow('full');
  freeDisk();

  expect(await write('written')).toEqual({ member: BATCH });
});

/** Every transaction that moves the counters fails in the moment of its commit, with all its work done. */
const failCommits = () =>
  database.exec(`PRAGMA foreign_keys = ON;
    CREATE TEMP TABLE parent (id INTEGER PRIMARY KEY);
    CREATE TEMP TABLE child (id INTEGER REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED);
    CREATE TEMP TRIGGER late AFTER UPDATE ON workspace BEGIN INSERT INTO child VALUES (1); END`);
const letCommit = () => database.exec('DROP TRIGGER late');

test('given a commit that fails after its work was done, nothing of it is remembered (I2)', async () => {
  const { log, feed } = store;
  const member = { collection: 'member' as const, id: 'a', document: { id: 'a', addedAt: 1 } };
  const [before, refused] = [facts(), facts()];
  await log.appendEvents('shop', before);

  failCommits();
  await expect(log.appendEvents('shop', refused)).rejects.toThrow('FOREIGN KEY');
  const fold = feed.transaction('shop', async (tx) => {
    await tx.write([member]);
    await tx.moveCursor(BATCH);
  });
  await expect(fold).rejects.toThrow('FOREIGN KEY');
  letCommit();

  const seen = await feed.transaction('shop', async (tx) => ({
    unfolded: (await tx.unfolded(ALL)).map(({ factId }) => factId),
    documents: await tx.documents('member', ['a']),
    written: await tx.write([member]),
  }));
  expect(seen).toEqual({ unfolded: before.map(({ factId }) => factId), documents: new Map(), written: { member: 1 } });
  expect(new Set(await log.appendEvents('shop', refused))).toEqual(new Set(['stored']));
});

test('given a workspace that could not be made, it is not there, and the next one does not stand for it (I9)', async () => {
  const { credentials, log } = store;
  database.exec(`CREATE TEMP TRIGGER full BEFORE INSERT ON epoch BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`);
  await expect(credentials.ensureWorkspace('unmade')).rejects.toThrow('full');
  database.exec('DROP TRIGGER full');

  await credentials.ensureWorkspace('other');

  await expect(log.appendEvents('unmade', facts())).rejects.toThrow('unknown workspace');
  expect(await log.read('other', 0, ALL)).toEqual([]);
});

test('given a fold that goes on after a refused write, commits nothing of it', async () => {
  const member = (id: string) => ({ collection: 'member' as const, id, document: { id, addedAt: 1 } });
  const many = Array.from({ length: BATCH * 10 }, (_, index) => member(`refused-${index}-${'x'.repeat(100)}`));

  fillDisk();
  const stubborn = store.feed.transaction('shop', async (tx) => {
    await tx.write(many).catch(() => undefined);
    await tx.write([member('after')]);
  });

  await expect(stubborn).rejects.toThrow('over');
  freeDisk();
  expect(await store.feed.documentsFrom('shop', 'member', '', '', ALL)).toEqual([]);
});
