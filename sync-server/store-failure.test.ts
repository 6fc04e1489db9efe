import { DatabaseSync } from '@photostructure/sqlite';
import { expect, test } from 'vitest';
import { isStoreFailure } from './store-failure.ts';

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
