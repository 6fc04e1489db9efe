import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

export type VirtualDisplay = Readonly<{ name: string; stop: () => Promise<void> }>;

/** The descriptor on which the X server says which display it has taken. */
const NUMBER_DESCRIPTOR = 3;

/** Starts an X server without a screen on a display number that it finds free itself. */
export async function startVirtualDisplay(program: string): Promise<VirtualDisplay> {
  const args = ['-displayfd', String(NUMBER_DESCRIPTOR), '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'];
  const server = spawn(program, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const [number] = await Promise.race([once(server.stdio[NUMBER_DESCRIPTOR] as Readable, 'data'), failure(server)]);
  return { name: `:${String(number).trim()}`, stop: () => stop(server) };
}

async function failure(server: ChildProcess): Promise<never> {
  const [exitCode] = await once(server, 'exit');
  throw new Error(`Xvfb ended with ${exitCode}`);
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  await ended;
}
