import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { expect, test } from 'vitest';
import { FactDamaged } from './store/fact-damaged.ts';
import { isDamage, isStoreFailure } from './store-failure.ts';

/** What SQLite itself throws when it is asked this. */
function thrownBy(...statements: readonly string[]): unknown {
  const database = new DatabaseSync(':memory:');
  try {
    for (const statement of statements) database.exec(statement);
    return undefined;
  } catch (error) {
    return error;
  } finally {
    database.close();
  }
}

test('given a full disk or a read-only one, it is the store, also behind another error', () => {
  const full = thrownBy('CREATE TABLE t (a)', 'PRAGMA max_page_count = 2', 'INSERT INTO t VALUES (zeroblob(1000000))');
  const readOnly = thrownBy('PRAGMA query_only = 1', 'CREATE TABLE t (a)');

  expect([full, readOnly].map(isStoreFailure)).toEqual([true, true]);
  expect(isStoreFailure(new Error('not stored', { cause: full }))).toBe(true);
  expect(isStoreFailure(new AggregateError([new Error('first'), full]))).toBe(true);
});

test('given a statement of ours that is wrong, or any other error, it is a defect', () => {
  const wrong = thrownBy('SELECT * FROM nothing');
  const twice = thrownBy('CREATE TABLE t (a UNIQUE)', 'INSERT INTO t VALUES (1)', 'INSERT INTO t VALUES (1)');

  expect([wrong, twice, new TypeError('undefined'), 'text'].map(isStoreFailure)).toEqual([false, false, false, false]);
});

/** What SQLite throws, by how it is read, where the only page of a table is not what was written. */
function thrownByDamage(read: 'get' | 'all'): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'talklens-damage-'));
  const path = join(folder, 'damaged.db');
  const made = new DatabaseSync(path);
  made.exec(`CREATE TABLE t (a); INSERT INTO t VALUES ('text')`);
  made.close();
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.fill(0xff, bytes.length / 2));
  const database = new DatabaseSync(path);
  try {
    return database.prepare('SELECT a FROM t')[read]();
  } catch (error) {
    return error;
  } finally {
    database.close();
    rmSync(folder, { recursive: true });
  }
}

test('given a page that is not what was written, it is damage and the store, however it is read', () => {
  const thrown = [thrownByDamage('get'), thrownByDamage('all'), new FactDamaged(1)];

  expect(thrown.map(isDamage)).toEqual([true, true, true]);
  expect(thrown.map(isStoreFailure)).toEqual([true, true, true]);
  expect(isDamage(thrownBy('PRAGMA query_only = 1', 'CREATE TABLE t (a)'))).toBe(false);
});
