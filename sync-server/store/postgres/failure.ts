import postgres from 'postgres';

/** Of the driver, for a connection that is gone. */
export const closedCode = 'CONNECTION_CLOSED';

/** What the store could not do. Says the SQLSTATE or the network's code and nothing that stood in a row (I11). */
export class PostgresFailure extends Error {
  readonly postgresCode: string;

  constructor(code: string, words: string) {
    super(`PostgreSQL ${code}: ${words}`);
    this.name = 'PostgresFailure';
    this.postgresCode = code;
  }
}

/** An error of the driver without the query, its values, and the row that PostgreSQL quotes; every other error as it is. */
export function withoutValues(error: unknown): unknown {
  if (error instanceof postgres.PostgresError) return new PostgresFailure(error.code, error.routine ?? error.severity_local);
  if (error instanceof Error && 'code' in error && ('address' in error || 'errno' in error || String(error.code).startsWith('CON')))
    return new PostgresFailure(String(error.code), 'no connection');
  return error;
}
