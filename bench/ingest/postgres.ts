import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as elapsed } from 'node:timers/promises';
import postgres from 'postgres';
import { freePort, stopped, unprivileged } from './child.ts';

/** Debian keeps each version in a folder of its own. */
const debian = '/usr/lib/postgresql';
const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
const folderOfPrograms = versions.map((version) => join(debian, version, 'bin')).find((folder) => existsSync(join(folder, 'initdb')));

export const postgresIsThere = folderOfPrograms !== undefined;

export type Postgres = Readonly<{
  /** The folder of its socket. */
  socket: string;
  port: number;
  user: string;
  pid: number;
  /** Makes an empty database and gives its address. */
  createDatabase(name: string): Promise<string>;
  stop(): Promise<void>;
}>;

const user = 'bench';
const pollMs = 50;

/**
 * A cluster of its own in an empty folder that belongs to the user without rights. Everything is as Debian has it, fsync at each commit
 * among it, but that it keeps the time of each commit, by which the lag of the fold is seen.
 */
export async function startPostgres(folder: string): Promise<Postgres> {
  if (folderOfPrograms === undefined) throw new Error('postgresql is not installed');
  const data = join(folder, 'pg');
  run('initdb', ['--pgdata', data, '--username', user, '--auth', 'trust', '--encoding', 'UTF8', '--locale', 'C', '--no-sync']);
  const port = await freePort();
  const settings = ['listen_addresses=127.0.0.1', 'log_min_messages=fatal', 'track_commit_timestamp=on'];
  const args = ['-D', data, '-k', folder, '-p', String(port), ...settings.flatMap((one) => ['-c', one])];
  const child = spawn(join(folderOfPrograms, 'postgres'), args, { cwd: folder, stdio: 'ignore', ...unprivileged() });
  while (spawnSync(join(folderOfPrograms, 'pg_isready'), ['-q', '-h', folder, '-p', String(port)]).status !== 0) {
    if (child.exitCode !== null) throw new Error(`postgres ended with ${child.exitCode}`);
    await elapsed(pollMs);
  }
  const url = (database: string) => `postgres://${user}@127.0.0.1:${port}/${database}`;
  return {
    socket: folder,
    port,
    user,
    pid: child.pid as number,
    createDatabase: async (name) => {
      const sql = postgres(url('postgres'), { max: 1 });
      await sql`CREATE DATABASE ${sql(name)}`;
      await sql.end();
      return url(name);
    },
    stop: () => stopped(child, 'SIGINT'),
  };
}

function run(name: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(join(folderOfPrograms as string, name), [...args], {
    encoding: 'utf8',
    cwd: '/',
    ...unprivileged(),
  });
  if (status !== 0) throw new Error(`${name} failed: ${stderr}`);
}
