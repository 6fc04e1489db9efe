import postgres from 'postgres';
import { closedCode, PostgresFailure } from './failure.ts';
import { createSessions, type Session, type Sessions } from './sessions.ts';

export type Types = { bigint: number; bigints: readonly number[]; texts: readonly string[] };
/** The pool, or one transaction of it. */
export type Queries = postgres.ISql<Types>;
/** Statements by themselves go through the driver's pool, transactions through sessions of ours. */
export type Pool = postgres.Sql<Types> & Readonly<{ sessions: Sessions }>;

const INT8 = 20;
const INT8_ARRAY = 1016;
const TEXT_ARRAY = 1009;
const JSON_TYPE = 114;
const CONNECTIONS = 10;
const CONNECT_SECONDS = 5;
/** Between two attempts to connect. The driver's own pause grows to 20 s with the attempts of all connections together. */
const RECONNECT_SECONDS = 0.2;
const CLOSE_SECONDS = 5;
/** A client that hangs inside a transaction would hold the feed lock and keep every other one waiting. */
const IDLE_IN_TRANSACTION_MS = 60_000;
/** A machine that went without a word lets go of its locks after 25 s; PostgreSQL's own default is two hours. Means nothing on a socket file. */
const KEEPALIVES = { tcp_keepalives_idle: 10, tcp_keepalives_interval: 5, tcp_keepalives_count: 3 };

/**
 * Connects when it is first asked, and again after a restart of the server. A commit returns when it is fsynced (I1),
 * whatever the database's own default is. Every statement of ours is answered by an index: on a young table without statistics the
 * planner would read the whole of it. It then thinks some plans so dear that they are worth compiling, which takes longer than they run.
 */
const connect = (url: string, connections: number, onclose: () => void = () => undefined): postgres.Sql<Types> =>
  postgres(url, {
    max: connections,
    onclose,
    backoff: () => RECONNECT_SECONDS,
    connect_timeout: CONNECT_SECONDS,
    max_lifetime: null,
    onnotice: () => undefined,
    fetch_types: false,
    types: {
      bigint: { to: INT8, from: [INT8], serialize: String, parse: Number },
      bigints: toArray(INT8_ARRAY),
      texts: toArray(TEXT_ARRAY),
    },
    connection: {
      application_name: 'talklens',
      synchronous_commit: 'on',
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
      ...KEEPALIVES,
      plan_cache_mode: 'force_custom_plan',
      enable_seqscan: 'off',
      jit: 'off',
      client_min_messages: 'warning',
    },
  });

/**
 * An array as a parameter. Said here, since the driver would ask each new connection for the types of all arrays, and where that
 * connection is lost meanwhile nobody could catch the failure.
 */
const toArray = <T extends readonly (string | number)[]>(to: number): postgres.PostgresType<T> => ({
  to,
  from: [],
  serialize: (values) => `{${values.map((value) => `"${String(value).replace(/["\\]/g, '\\$&')}"`).join(',')}}`,
  parse: (raw) => raw,
});

/** As many connections at most for statements by themselves, and as many for transactions. */
export function openPool(url: string, connections = CONNECTIONS): Pool {
  const sessions = createSessions((onclose) => connect(url, 1, onclose), connections);
  return Object.assign(connect(url, connections), { sessions });
}

export async function closePool(pool: Pool): Promise<void> {
  await pool.sessions.end();
  await pool.end({ timeout: CLOSE_SECONDS });
}

/** Rows for `json_to_recordset`: one parameter, however many there are. For many rows `column` costs a sixth of it. */
export const asJson = (queries: Queries, rows: readonly object[]) => queries.typed(rows, JSON_TYPE);

/**
 * A column of many rows for `ROWS FROM (...)`: a line each, one parameter. PostgreSQL parses a row of eleven columns in 2 us like this,
 * in 6 as arrays and in 13 as JSON. Canonical JSON and identifiers have no line breaks; what has one throws. Empty is null.
 */
export function column(queries: Queries, values: readonly (string | number)[]) {
  const text = values.join('\n');
  if (lineBreaksIn(text) !== Math.max(values.length - 1, 0)) throw new Error('a value of a column has a line break');
  return queries`string_to_table(${text}, chr(10), '')`;
}

function lineBreaksIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

/**
 * Works in one transaction; rolled back where `work` or the commit fails. `mode` is of `BEGIN`. Whoever still asks something after the
 * connection was lost is refused: it would reach a connection that is gone, or its next life outside of any transaction.
 */
export async function inTransaction<T>({ sessions }: Pool, mode: string, work: (tx: Queries) => Promise<T>): Promise<T> {
  const session = await sessions.take();
  const { queries, lost, isLost } = session;
  const tx = refusingOnceLost(session);
  const whole = async () => {
    await queries.unsafe(`BEGIN ${mode}`);
    const result = await work(tx);
    await tx`COMMIT`;
    return result;
  };
  try {
    return await Promise.race([whole(), lost]);
  } catch (error) {
    if (!isLost()) await Promise.race([queries`ROLLBACK`, lost]).catch(() => undefined); // lost by now, and the transaction with it
    throw error;
  } finally {
    sessions.give(session);
  }
}

function refusingOnceLost({ queries, isLost }: Session): Queries {
  const check = () => {
    if (isLost()) throw new PostgresFailure(closedCode, 'the transaction is lost');
  };
  return new Proxy(queries, {
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
export const locks = {
  schema: 0x7461_6c6b,
  feed: 0x7461_6c6c,
  outbox: 0x7461_6c6d,
  jobs: 0x7461_6c6e,
  audit: 0x7461_6c6f,
  senders: 0x7461_6c70,
  secrets: 0x7461_6c71,
} as const;

/** Until the end of the transaction. */
export const lock = (tx: Queries, kind: keyof typeof locks, workspace: number) =>
  tx`SELECT pg_advisory_xact_lock(${locks[kind]}::int, ${workspace}::int)`;

/** A mode of `BEGIN` that also takes a lock, in one message, so that nothing of the transaction can be before it. */
export const writingUnder = (kind: keyof typeof locks, workspace: number): string =>
  `${writing}; SELECT pg_advisory_xact_lock(${locks[kind]}, ${workspace})`;
