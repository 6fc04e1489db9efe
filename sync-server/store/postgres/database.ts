import postgres from 'postgres';

type Types = { bigint: number };
/** The pool, or one transaction of it. */
export type Queries = postgres.ISql<Types>;
export type Pool = postgres.Sql<Types>;

const INT8 = 20;
const JSON_TYPE = 114;
const CONNECTIONS = 10;
const CONNECT_SECONDS = 5;
const CLOSE_SECONDS = 5;
/** How long one may wait for a connection of the pool while others work on theirs. */
const RESERVE_MS = 5_000;
/** A client that hangs inside a transaction would hold the feed lock and keep every other one waiting. */
const IDLE_IN_TRANSACTION_MS = 60_000;

/**
 * A pool that connects when it is first asked, and again after a restart of the server. A commit returns when it is fsynced (I1),
 * whatever the database's own default is. Every statement of ours is answered by an index: on a young table without statistics the
 * planner would read the whole of it.
 */
export const openPool = (url: string, connections = CONNECTIONS): Pool =>
  postgres(url, {
    max: connections,
    connect_timeout: CONNECT_SECONDS,
    max_lifetime: null,
    onnotice: () => undefined,
    types: { bigint: { to: INT8, from: [INT8], serialize: String, parse: Number } },
    connection: {
      application_name: 'talklens',
      synchronous_commit: 'on',
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
      plan_cache_mode: 'force_custom_plan',
      enable_seqscan: 'off',
      client_min_messages: 'warning',
    },
  });

export const closePool = (pool: Pool): Promise<void> => pool.end({ timeout: CLOSE_SECONDS });

/** Rows for `json_to_recordset`: one parameter, however many there are. */
export const asJson = (queries: Queries, rows: readonly object[]) => queries.typed(rows, JSON_TYPE);

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

/** A connection of the driver, as far as it is used here; it calls `onclose` in the moment it finds that it is closed. */
type DriverConnection = { onclose: (() => void) | null };
type Life = { lost: boolean; connection?: DriverConnection; end: (reason: Error) => void };

/**
 * Works in one transaction; rolled back where `work` or the commit fails. `mode` is of `BEGIN`.
 *
 * Not `pool.begin`: of 3.4.9 that writes its ROLLBACK, and whatever `work` asks next, to a connection that is gone, which throws where
 * nobody can catch it, or reaches the connection's next life outside of any transaction.
 */
export async function inTransaction<T>(pool: Pool, mode: string, work: (tx: Queries) => Promise<T>): Promise<T> {
  const session = await reserved(pool);
  const life: Life = { lost: false, end: () => undefined };
  const lost = new Promise<never>((_, reject) => {
    life.end = reject;
  });
  lost.catch(() => undefined);
  const tx = refusingOnceLost(session, life);
  const whole = async () => {
    await begin(session, mode, life);
    const result = await work(tx);
    await tx`COMMIT`;
    return result;
  };
  try {
    return await Promise.race([whole(), lost]);
  } catch (error) {
    if (!life.lost) await Promise.race([session`ROLLBACK`, lost]).catch(() => undefined); // lost by now, and the transaction with it
    throw error;
  } finally {
    if (!life.lost) release(session, life);
  }
}

/** A session of the pool, or a failure where none comes in time: the driver forgets those who wait when it cannot connect. */
async function reserved(pool: Pool): Promise<postgres.ReservedSql<Types>> {
  let timer: NodeJS.Timeout | undefined;
  let late = false;
  const asked = pool.reserve();
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      late = true;
      reject(new PostgresFailure('CONNECT_TIMEOUT', 'no connection'));
    }, RESERVE_MS);
  });
  asked.then(
    (session) => late && session.release(),
    () => undefined,
  );
  return Promise.race([asked, timeout]).finally(() => clearTimeout(timer));
}

/** `onexecute` is the driver's own way to know the connection of a query, in none of its types. */
async function begin(session: postgres.ReservedSql<Types>, mode: string, life: Life): Promise<void> {
  const onexecute = (connection: DriverConnection) => {
    life.connection = connection;
    connection.onclose = () => {
      life.lost = true;
      life.end(new PostgresFailure('CONNECTION_CLOSED', 'the transaction is lost'));
    };
  };
  await session.unsafe(`BEGIN ${mode}`, [], { onexecute } as postgres.UnsafeQueryOptions);
}

function release(session: postgres.ReservedSql<Types>, { connection }: Life): void {
  if (connection) connection.onclose = null;
  session.release();
}

function refusingOnceLost(session: Queries, life: Life): Queries {
  const check = () => {
    if (life.lost) throw new PostgresFailure('CONNECTION_CLOSED', 'the transaction is lost');
  };
  return new Proxy(session, {
    apply(target, self, args) {
      check();
      return Reflect.apply(target as unknown as () => unknown, self, args);
    },
    get(target, name) {
      if (name === 'unsafe') check();
      return Reflect.get(target, name);
    },
  });
}

export const writing = 'ISOLATION LEVEL READ COMMITTED';
/** Several reads of one moment. */
export const reading = 'ISOLATION LEVEL REPEATABLE READ READ ONLY';

/** Kinds of advisory locks of ours; the second half of their key is the workspace, 0 for all. */
export const locks = { schema: 0x7461_6c6b, feed: 0x7461_6c6c, outbox: 0x7461_6c6d, jobs: 0x7461_6c6e } as const;

/** Until the end of the transaction. */
export const lock = (tx: Queries, kind: keyof typeof locks, workspace: number) =>
  tx`SELECT pg_advisory_xact_lock(${locks[kind]}::int, ${workspace}::int)`;
