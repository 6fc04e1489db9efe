import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Listening, readListeningLine } from './listening-line.ts';

export type Child = Readonly<{
  /** Where it listens, or undefined when it ended without listening. */
  listening: Promise<Listening | undefined>;
  /** Its exit code; 0 when a signal of ours ended it. */
  ended: Promise<number>;
  stop: () => Promise<void>;
}>;

/**
 * Starts a program of ours that says on stdout where it listens; its stderr is ours. It is in a process group of its own, so that
 * Ctrl-C reaches only us, and we stop in order.
 */
export function startChild(executable: string, args: readonly string[], env: NodeJS.ProcessEnv): Child {
  const child = spawn(executable, args, { env, stdio: ['ignore', 'pipe', 'inherit'], detached: process.platform !== 'win32' });
  const ended = exitCodeOf(child);
  return {
    listening: readListeningLine(child.stdout),
    ended,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await ended;
    },
  };
}

async function exitCodeOf(child: ChildProcess): Promise<number> {
  const failedToStart = once(child, 'error').then(() => 127);
  const exited = once(child, 'exit').then(([code]) => (code as number | null) ?? 0);
  return Promise.race([failedToStart, exited]);
}
