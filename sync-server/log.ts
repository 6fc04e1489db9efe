import { type DestinationStream, type Logger, pino } from 'pino';
import { lineWriter } from './line-writer.ts';

/** What must never be written even if a line names it by mistake (I11): the second lock, after never logging it. */
const secretKeys = ['secret', 'token', 'password', 'authorization', 'message', 'text', 'phone', 'name', 'kakaoUuid', 'payload', 'body'];

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

/** An error by kind and place. Its message is left out: it may quote what it choked on. */
function toPlainError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const at = error.stack?.split('\n').filter((line) => line.startsWith('    at '));
  return { type: error.name, ...('code' in error && { errno: String(error.code) }), stack: at?.slice(0, maxFrames) };
}

const maxFrames = 8;

const STDERR = 2;

function standardError(): DestinationStream {
  const writer = lineWriter(STDERR);
  process.on('exit', writer.flushSync);
  return writer;
}
