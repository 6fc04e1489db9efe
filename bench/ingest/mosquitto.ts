import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as elapsed } from 'node:timers/promises';
import { freePort } from '../../tests/journey/free-port.ts';
import { stopped } from './child.ts';
import { unprivileged } from './folders.ts';

/** Debian keeps it out of users' paths. */
const program = ['/usr/sbin/mosquitto', '/usr/bin/mosquitto', '/usr/local/sbin/mosquitto'].find((path) => existsSync(path));

export const mosquittoIsThere = program !== undefined;

/** Nothing is dropped and nothing waits for twenty acknowledgements: the settings of somebody who wants it fast and whole. */
const settings = (port: number) => `listener ${port} 127.0.0.1
allow_anonymous true
persistence false
max_queued_messages 0
max_inflight_messages 1000
set_tcp_nodelay true
log_type error
`;

export type Mosquitto = Readonly<{ port: number; pid: number; stop(): Promise<void> }>;

const pollMs = 10;

export async function startMosquitto(folder: string): Promise<Mosquitto> {
  if (program === undefined) throw new Error('mosquitto is not installed');
  const port = await freePort();
  const config = join(folder, 'mosquitto.conf');
  writeFileSync(config, settings(port));
  const child = spawn(program, ['-c', config], { stdio: ['ignore', 'ignore', 'inherit'], ...unprivileged() });
  while (!(await listens(port))) {
    if (child.exitCode !== null) throw new Error(`mosquitto ended with ${child.exitCode}`);
    await elapsed(pollMs);
  }
  return { port, pid: child.pid as number, stop: () => stopped(child) };
}

async function listens(port: number): Promise<boolean> {
  const socket = connect({ port, host: '127.0.0.1' });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
