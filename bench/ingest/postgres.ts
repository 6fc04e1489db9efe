import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as elapsed } from 'node:timers/promises';
import { stopped, unprivileged } from './child.ts';

/** Debian keeps each version in a folder of its own. */
const debian = '/usr/lib/postgresql';
const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
const folderOfPrograms = versions.map((version) => join(debian, version, 'bin')).find((folder) => existsSync(join(folder, 'initdb')));

export const postgresIsThere = folderOfPrograms !== undefined;

/** `host` is the folder of its socket: it listens nowhere else. It fsyncs each commit, as it does unless told otherwise. */
export type Postgres = Readonly<{ host: string; user: string; pid: number; stop(): Promise<void> }>;

const user = 'bench';
const pollMs = 50;

/** A cluster of its own in an empty folder that belongs to the user without rights. */
export async function startPostgres(folder: string): Promise<Postgres> {
  if (folderOfPrograms === undefined) throw new Error('postgresql is not installed');
  const data = join(folder, 'pg');
  run('initdb', ['--pgdata', data, '--username', user, '--auth', 'trust', '--encoding', 'UTF8', '--locale', 'C', '--no-sync']);
  const args = ['-D', data, '-k', folder, '-c', 'listen_addresses=', '-c', 'log_min_messages=fatal'];
  const child = spawn(join(folderOfPrograms, 'postgres'), args, { cwd: folder, stdio: 'ignore', ...unprivileged() });
  while (spawnSync(join(folderOfPrograms, 'pg_isready'), ['-q', '-h', folder]).status !== 0) {
    if (child.exitCode !== null) throw new Error(`postgres ended with ${child.exitCode}`);
    await elapsed(pollMs);
  }
  return { host: folder, user, pid: child.pid as number, stop: () => stopped(child, 'SIGINT') };
}

function run(name: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(join(folderOfPrograms as string, name), [...args], {
    encoding: 'utf8',
    cwd: '/',
    ...unprivileged(),
  });
  if (status !== 0) throw new Error(`${name} failed: ${stderr}`);
}
