import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/open-sqlite.ts';
import { type Database, makeWriter, openFile, prepare } from './database.ts';

/** https://sqlite.org/pragma.html#pragma_synchronous */
const FULL = 2;

const pragma = (database: Database, name: string) => Object.values(prepare<object>(database, `PRAGMA ${name}`).get() ?? {})[0];

test('given the writing connection, every commit is fsynced and readers are not shut out (I1)', async () => {
  const folder = await temporaryFolder();
  const database = openFile(join(folder, 'talklens.db'));

  makeWriter(database);

  expect(pragma(database, 'synchronous')).toBe(FULL);
  expect(pragma(database, 'journal_mode')).toBe('wal');
  database.close();
  await rm(folder, { recursive: true });
});
