import { createHash } from 'node:crypto';
import { DatabaseSync } from '@photostructure/sqlite';
import { expect, test } from 'vitest';
import { type Database, prepare } from './database.ts';
import { migrations } from './migrations/migrations.ts';
import { knowsSchema, migrate } from './schema.ts';

/** What each released migration leads to. A new one adds a line; a line that changes would part old databases from new ones. */
const released = ['0c958c2f03379b1b3fb410d285fb8782ab1a7debd3a66215b5537bb11a6e7a6e'];

const schemaHash = (database: Database): string => {
  const rows = prepare<{ sql: string }>(database, 'SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name').all();
  return createHash('sha256')
    .update(rows.map(({ sql }) => sql).join('\n'))
    .digest('hex');
};

test('given an empty file, the migrations lead to the released schemas', () => {
  const hashes = migrations.map((_, index) => {
    const database = new DatabaseSync(':memory:');
    for (const step of migrations.slice(0, index + 1)) database.exec(step);
    return schemaHash(database);
  });

  expect(hashes).toEqual(released);
});

test('given a migrated file, migrating it again changes nothing', () => {
  const database = new DatabaseSync(':memory:');
  migrate(database);
  const before = schemaHash(database);

  migrate(database);

  expect(schemaHash(database)).toBe(before);
  expect(knowsSchema(database)).toBe(true);
});

test('given a step that fails half way, leaves the schema as it was', () => {
  const database = new DatabaseSync(':memory:');
  migrate(database);
  const before = schemaHash(database);
  const broken = [...migrations, 'CREATE TABLE half (id INTEGER) STRICT; CREATE TABLE fact (id INTEGER) STRICT'];

  expect(() => migrate(database, broken)).toThrow(`migration ${broken.length} failed`);

  expect(schemaHash(database)).toBe(before);
  expect(knowsSchema(database)).toBe(true);
});

test('given a version beyond the last migration, does not know it', () => {
  const database = new DatabaseSync(':memory:');

  database.exec(`PRAGMA user_version = ${migrations.length + 1}`);

  expect(knowsSchema(database)).toBe(false);
});
