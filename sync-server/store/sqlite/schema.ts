import type { Database } from './database.ts';
import { prepare } from './database.ts';
import { migrations } from './migrations/migrations.ts';

/** Whether this program knows the file's schema: one written by a newer Talklens must not be touched. */
export const knowsSchema = (database: Database): boolean => schemaVersion(database) <= migrations.length;

/** Brings the schema up to date, each step with its version in one transaction; a step that fails leaves nothing. */
export function migrate(database: Database, steps: readonly string[] = migrations): void {
  for (let version = schemaVersion(database); version < steps.length; version += 1) {
    try {
      database.exec(`BEGIN IMMEDIATE; ${steps[version]}; PRAGMA user_version = ${version + 1}; COMMIT;`);
    } catch (cause) {
      if (database.isTransaction) database.exec('ROLLBACK');
      throw new Error(`migration ${version + 1} failed`, { cause });
    }
  }
}

const schemaVersion = (database: Database): number =>
  prepare<{ user_version: number }>(database, 'PRAGMA user_version').get()?.user_version ?? 0;
