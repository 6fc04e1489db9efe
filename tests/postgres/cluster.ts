import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { freePort } from '../journey/free-port.ts';
import { runAs } from './run-as.ts';

/** Where Debian puts the programs of each major version. */
const debianFolder = '/usr/lib/postgresql';
const unprivileged = 'postgres';
export const password = 'not-to-be-logged';
const readyWithinMs = 60_000;

/** The folder of the newest server's programs, if there is one on this machine. */
export function serverPrograms(): string | undefined {
  if (!existsSync(debianFolder)) return undefined;
  const versions = readdirSync(debianFolder).sort((a, b) => Number(b) - Number(a));
  return versions.map((version) => join(debianFolder, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')));
}

/** Why the tests of PostgreSQL do not run here; a failure in CI, where it has to be there. */
export function missingPostgres(): boolean {
  if (serverPrograms() !== undefined) return false;
  if (process.env.CI === 'true') throw new Error('PostgreSQL is not installed: apt-get install postgresql');
  console.warn('PostgreSQL is not installed: its tests are skipped');
  return true;
}

export type Cluster = Readonly<{
  /** The folder of its socket; over that one nobody is asked for a password. */
  socket: string;
  port: number;
  user: string;
  /** Of the process that started all others, in its present life. */
  pid(): number;
  /** The data folder; it may be copied while the server is stopped. */
  folder: string;
  url(database: string): string;
  /** Makes an empty database, or a copy of one that nobody is connected to, and gives its address. */
  createDatabase(name: string, template?: string): Promise<string>;
  dropDatabase(name: string): Promise<void>;
  start(): Promise<void>;
  /** Ends the process that works for one connection of ours, at once: PostgreSQL then ends all others and starts itself again. */
  killBackend(): Promise<void>;
  /** `fast` rolls back what is open and ends in order; `kill` ends every process at once, as a power cut does. */
  stop(how: 'fast' | 'kill'): Promise<void>;
  /** Stops it and removes the folder, or keeps that to be looked at. */
  dispose(kept?: 'kept'): Promise<void>;
}>;

type Options = Readonly<{
  /** `name=value`, beyond what Debian has. */
  settings?: readonly string[];
  /** How text is compared where a column does not say: `C` by its bytes. */
  locale?: 'C' | 'C.UTF-8';
}>;

const user = 'talklens';

/** A PostgreSQL server of one test or benchmark: its own folder, a free port of loopback, fsync on; never run by root. */
export async function startCluster({ settings = [], locale = 'C.UTF-8' }: Options = {}): Promise<Cluster> {
  const bin = serverPrograms() ?? '';
  const as = runAs(unprivileged);
  const parent = mkdtempSync(join(tmpdir(), 'talklens-pg-'));
  chmodSync(parent, 0o755);
  const folder = join(parent, 'data');
  const passwordFile = join(parent, 'password');
  writeFileSync(passwordFile, password);
  if (as) chownSync(parent, as.uid, as.gid);
  const auth = ['--auth-local=trust', '--auth-host=scram-sha-256'];
  const init = ['--no-sync', '--encoding=UTF8', `--locale=${locale}`, `--username=${user}`, ...auth];
  execFileSync(join(bin, 'initdb'), [...init, `--pwfile=${passwordFile}`, '-D', folder], { ...as, cwd: parent, stdio: 'ignore' });
  const port = await freePort();
  const url = (database: string) => `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
  let server: ChildProcess | undefined;

  async function start(): Promise<void> {
    const set = [
      'listen_addresses=127.0.0.1',
      `unix_socket_directories=${parent}`,
      'max_connections=200',
      'recovery_init_sync_method=syncfs',
      ...settings,
    ];
    const args = ['-D', folder, '-p', String(port), ...set.flatMap((one) => ['-c', one])];
    server = spawn(join(bin, 'postgres'), args, { ...as, cwd: parent, stdio: 'ignore' });
    await ready(url('postgres'));
  }

  async function stop(how: 'fast' | 'kill'): Promise<void> {
    const ending = server;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const gone = once(ending, 'exit');
    ending.kill(how === 'fast' ? 'SIGINT' : 'SIGQUIT');
    await gone;
  }

  await start();
  return {
    socket: parent,
    port,
    user,
    pid: () => server?.pid ?? 0,
    folder,
    url,
    createDatabase: async (name, template = 'template0') => {
      await administer(url('postgres'), `CREATE DATABASE ${name} TEMPLATE ${template}`);
      return url(name);
    },
    dropDatabase: (name) => administer(url('postgres'), `DROP DATABASE ${name} WITH (FORCE)`),
    start,
    stop,
    killBackend: () => killBackend(url('postgres')),
    dispose: async (kept) => {
      await stop('fast');
      if (!kept) rmSync(parent, { recursive: true, force: true });
    },
  };
}

export async function administer(url: string, statement: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}

/** One that is at work, if there is one. */
async function killBackend(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  const [found] = await sql<{ pid: number }[]>`
    SELECT pid FROM pg_stat_activity WHERE application_name = 'talklens' ORDER BY state = 'idle', random() LIMIT 1`;
  if (found) process.kill(found.pid, 'SIGKILL');
  await sql.end({ timeout: 0 }).catch(() => undefined); // this connection is ended with all others
}

async function ready(url: string): Promise<void> {
  const until = Date.now() + readyWithinMs;
  for (;;) {
    try {
      return await administer(url, 'SELECT 1');
    } catch (cause) {
      if (Date.now() > until) throw new Error('PostgreSQL did not start', { cause });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
