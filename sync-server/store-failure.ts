import { FactDamaged } from './store/fact-damaged.ts';

/** How SQLite says that the fault is in how it was asked: a defect of ours, whatever the disk. */
const ours = new Set(['SQLITE_ERROR', 'SQLITE_CONSTRAINT', 'SQLITE_MISMATCH', 'SQLITE_MISUSE', 'SQLITE_RANGE']);

/** The same of PostgreSQL: the classes of SQLSTATE for data, constraints, and syntax or access rules. */
const oursInPostgres = /^(22|23|42)...$/;

/** How SQLite says that a page, or the whole file, is not what it wrote. */
const damagedInSqlite = /^SQLITE_(CORRUPT|NOTADB)/;

/** The driver gives no code to what fails while many rows are read, after the statement itself was accepted: only SQLite's words. */
const withoutCode = 'ERR_SQLITE_ERROR';
const damagedInWords = /^(database disk image is malformed|file is not a database)$/;
const failedWhileReading = (error: Error) => 'code' in error && error.code === withoutCode;

/** The same of PostgreSQL: data_corrupted and index_corrupted. */
const damagedInPostgres = /^XX00[12]$/;

/** Whether data that was stored is not what it was. */
export function isDamage(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isDamage);
  if (!(error instanceof Error)) return false;
  if (error instanceof FactDamaged) return true;
  if ('sqliteCodeName' in error) return damagedInSqlite.test(String(error.sqliteCodeName));
  if ('postgresCode' in error) return damagedInPostgres.test(String(error.postgresCode));
  if (failedWhileReading(error)) return damagedInWords.test(error.message);
  return isDamage(error.cause);
}

/** Whether the store could not do what it was asked: no space, read-only, damaged, locked. Every other error is a defect. */
export function isStoreFailure(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isStoreFailure);
  if (!(error instanceof Error)) return false;
  if (error instanceof FactDamaged) return true;
  if ('sqliteCodeName' in error) return !ours.has(String(error.sqliteCodeName));
  if ('postgresCode' in error) return !oursInPostgres.test(String(error.postgresCode));
  if (failedWhileReading(error)) return true;
  return isStoreFailure(error.cause);
}
