import type { Result } from '../../contract/result.ts';
import type { Store } from './port/store.ts';
import { openPostgresStore, type PostgresOptions } from './postgres/open-postgres-store.ts';
import { openSqliteStore } from './sqlite/open-sqlite-store.ts';

type Place = Readonly<{ path: string; databaseUrl?: string | undefined }>;

/** The shared store in PostgreSQL where `DATABASE_URL` names one; else the file at `path`. */
export const openStore = ({ path, databaseUrl: url }: Place, made: Omit<PostgresOptions, 'url'>): Promise<Result<Store>> =>
  url === undefined ? openSqliteStore({ path, ...made }) : openPostgresStore({ url, ...made });
