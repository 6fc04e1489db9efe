import { mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Logger, multistream, pino, stdTimeFunctions } from 'pino';

const LARGEST_LOG_BYTES = 5 * 1024 * 1024;

/** Logs to stderr and to a file beside the user's data; the file of an earlier run is kept once, as `*.old`, when it has grown large. */
export function openLog(file: string, level: string): Logger {
  mkdirSync(dirname(file), { recursive: true });
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LARGEST_LOG_BYTES) renameSync(file, `${file}.old`);
  const streams = multistream([
    { level: 'trace', stream: pino.destination({ fd: process.stderr.fd, sync: true }) },
    { level: 'trace', stream: pino.destination({ dest: file, sync: true, append: true, mkdir: true }) },
  ]);
  return pino({ level, base: null, timestamp: stdTimeFunctions.isoTime }, streams);
}
