import { write, writeSync } from 'node:fs';
import type { DestinationStream } from 'pino';

export type LineWriter = DestinationStream &
  Readonly<{
    /** `done` once everything given so far has left, or was dropped. */
    flush(done?: () => void): void;
    /** For the last lines of a process that has no event loop any more: tries once. */
    flushSync(): void;
  }>;

type Write = (fd: number, bytes: Uint8Array, done: (error: NodeJS.ErrnoException | null, written: number) => void) => void;

/** Lines that wait for a slow reader of the log; beyond it they are dropped. */
const mostWaitingBytes = 4 * 1024 * 1024;
/** A pipe whose reader is behind. */
const busy: ReadonlySet<string | undefined> = new Set(['EAGAIN', 'EBUSY']);
const busyRetryMs = 20;

/**
 * Writes log lines in order without keeping anybody waiting. A line that cannot be written is dropped: a server whose log is on a full
 * disk, or whose log nobody reads any more, must neither end nor hang because of it.
 */
export function lineWriter(fd: number, writeTo: Write = write): LineWriter {
  const lines: string[] = [];
  const idlers: (() => void)[] = [];
  let waitingBytes = 0;
  let leaving: Uint8Array | undefined;

  function next(): void {
    if (leaving) return;
    if (lines.length === 0) {
      for (const done of idlers.splice(0)) done();
      return;
    }
    leaving = Buffer.from(lines.splice(0).join(''));
    waitingBytes = 0;
    leave(leaving);
  }

  function leave(bytes: Uint8Array): void {
    writeTo(fd, bytes, (error, written) => {
      if (error && busy.has(error.code)) {
        setTimeout(() => leave(bytes), busyRetryMs);
        return;
      }
      leaving = !error && written < bytes.length ? bytes.subarray(written) : undefined;
      if (leaving) leave(leaving);
      else next();
    });
  }

  return {
    write(line) {
      if (waitingBytes + line.length > mostWaitingBytes) return;
      waitingBytes += line.length;
      lines.push(line);
      next();
    },
    flush(done = () => undefined) {
      idlers.push(done);
      next();
    },
    flushSync() {
      const rest = lines.splice(0).join('');
      try {
        if (leaving) writeSync(fd, leaving);
        if (rest !== '') writeSync(fd, rest);
      } catch {
        // there is nobody left to tell
      }
    },
  };
}
