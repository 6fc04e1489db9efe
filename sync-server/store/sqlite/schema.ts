import type { Database } from './database.ts';
import { prepare } from './database.ts';
import { migrations } from './migrations/migrations.ts';

/** Whether this program knows the file's schema: one written by a newer Talklens must not be touched. */
export const knowsSchema = (database: Database): boolean => schemaVersion(database) <= migrations.length;

/** Brings the schema up to date, each step with its version in one transaction. */
export function migrate(database: Database): void {
  for (let version = schemaVersion(database); version < migrations.length; version += 1) {
    database.exec(`BEGIN IMMEDIATE; ${migrations[version]}; PRAGMA user_version = ${version + 1}; COMMIT;`);
  }
}

const schemaVersion = (database: Database): number =>
  prepare<{ user_version: number }>(database, 'PRAGMA user_version').get()?.user_version ?? 0;
