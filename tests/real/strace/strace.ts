import { spawnSync } from 'node:child_process';

/** Why the tests that watch system calls do not run here; a failure in CI, where it has to be there. */
export function missingStrace(): boolean {
  const { status } = spawnSync('strace', ['-f', '--seccomp-bpf', '-e', 'trace=fsync', '-o', '/dev/null', 'true']);
  if (status === 0) return false;
  if (process.env.CI === 'true') throw new Error('strace cannot be used: apt-get install strace');
  console.warn('strace is not installed or may not watch processes: its tests are skipped');
  return true;
}

/** Every buffer of a write is shown whole. */
const longestBuffer = 2 ** 20;

/**
 * Runs a command with its system calls of some names written to a file, paths and buffers in hexadecimal. The command is the direct
 * child of whoever starts this (`-D`), so that signals and the exit code are its own. The others run at full speed.
 */
export const straced = (file: string, calls: string, ...more: readonly string[]): readonly string[] => [
  ...['strace', '-D', '-f', '--seccomp-bpf', '-yy', '-xx', '-s', String(longestBuffer)],
  ...['-e', `trace=${calls}`, ...more, '-o', file],
];
