/** How SQLite says that the fault is in how it was asked: a defect of ours, whatever the disk. */
const ours = new Set(['SQLITE_ERROR', 'SQLITE_CONSTRAINT', 'SQLITE_MISMATCH', 'SQLITE_MISUSE', 'SQLITE_RANGE']);

/** Whether the store could not do what it was asked: no space, read-only, damaged, locked. Every other error is a defect. */
export function isStoreFailure(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isStoreFailure);
  if (!(error instanceof Error)) return false;
  if ('sqliteCodeName' in error) return !ours.has(String(error.sqliteCodeName));
  return isStoreFailure(error.cause);
}
