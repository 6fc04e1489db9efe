/** How SQLite says that the fault is in how it was asked: a defect of ours, whatever the disk. */
const ours = new Set(['SQLITE_ERROR', 'SQLITE_CONSTRAINT', 'SQLITE_MISMATCH', 'SQLITE_MISUSE', 'SQLITE_RANGE']);

/** The same of PostgreSQL: the classes of SQLSTATE for data, constraints, and syntax or access rules. */
const oursInPostgres = /^(22|23|42)...$/;

/** Whether the store could not do what it was asked: no space, read-only, damaged, locked. Every other error is a defect. */
export function isStoreFailure(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isStoreFailure);
  if (!(error instanceof Error)) return false;
  if ('sqliteCodeName' in error) return !ours.has(String(error.sqliteCodeName));
  if ('postgresCode' in error) return !oursInPostgres.test(String(error.postgresCode));
  return isStoreFailure(error.cause);
}
