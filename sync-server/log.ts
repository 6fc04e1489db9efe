import { type DestinationStream, type Logger, pino } from 'pino';
import { lineWriter } from './line-writer.ts';

/** What must never be written even if a line names it by mistake (I11): the second lock, after never logging it. */
const secretKeys = [
  ...['secret', 'token', 'password', 'authorization', 'message', 'text', 'phone', 'name', 'kakaoUuid', 'payload', 'body'],
  ...['apiKey', 'apiSecret', 'secretKey', 'clientSecret', 'restKey', 'appKey', 'accessToken', 'refreshToken', 'sender', 'form', 'url'],
];

/** Logs as JSON lines to stderr; stdout is the program's answer. Rooms take `log.child({ room })`; facts are fields. */
export const openLog = (level: string, to: DestinationStream = standardError()): Logger =>
  pino(
    {
      level,
      base: null,
      redact: { paths: secretKeys.flatMap((key) => [key, `*.${key}`]), remove: true },
      serializers: { err: toPlainError },
    },
    to,
  );

/** An error by kind, code and place, and what caused it. Its message is left out: it may quote what it choked on. */
function toPlainError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const at = error.stack?.split('\n').filter((line) => line.startsWith('    at '));
  const errno = errnoOf(error);
  return {
    type: error.name,
    ...(errno !== undefined && { errno }),
    stack: at?.slice(0, maxFrames),
    ...(error.cause !== undefined && { cause: toPlainError(error.cause) }),
    ...(error instanceof AggregateError && { errors: error.errors.map(toPlainError) }),
  };
}

/** What most exactly says what went wrong: of SQLite `SQLITE_FULL` and the like, of PostgreSQL the SQLSTATE, else the system's. */
function errnoOf(error: Error & Readonly<{ sqliteCodeName?: unknown; postgresCode?: unknown; code?: unknown }>): string | undefined {
  const code = error.sqliteCodeName ?? error.postgresCode ?? error.code;
  return code === undefined ? undefined : String(code);
}

const maxFrames = 8;

const STDERR = 2;

function standardError(): DestinationStream {
  const writer = lineWriter(STDERR);
  process.on('exit', writer.flushSync);
  return writer;
}
