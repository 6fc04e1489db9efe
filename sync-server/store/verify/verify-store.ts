import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { failed, ok, type Result } from '../../../contract/result.ts';
import type { ProgressBar } from '../../progress-bar.ts';
import { isDamage } from '../../store-failure.ts';
import type { Feed } from '../port/feed.ts';
import type { Log } from '../port/log.ts';
import { openPostgresStore } from '../postgres/open-postgres-store.ts';
import { openSqliteFile } from '../sqlite/open-sqlite-file.ts';
import { linesOfDigests, verifyDigests } from './verify-digests.ts';
import { type Fault, type Verified, verifyLog } from './verify-log.ts';

/** The file of a store, and the database that it is in where that is not a file. */
type Place = Readonly<{ path: string; databaseUrl?: string | undefined }>;

/** Reads all there is, beside a running server too, and says what is not as it was written. The answer is whether everything is. */
export async function verifyStore({ path, databaseUrl }: Place, bar: ProgressBar): Promise<Result<boolean>> {
  if (databaseUrl !== undefined) return verifyPostgres(databaseUrl, bar);
  if (!existsSync(path)) return failed('config.invalid');
  try {
    return await verifyFile(path, bar);
  } catch (error) {
    if (!isDamage(error)) throw error;
    bar.say('the file is damaged where everything else hangs on it: nothing more can be read');
    return ok(false);
  }
}

async function verifyFile(path: string, bar: ProgressBar): Promise<Result<boolean>> {
  const file = openSqliteFile(path);
  try {
    if (!file.known) return failed('store.newerSchema');
    const read = await verifyWorkspaces(file, file.workspaces(), bar);
    bar.say('checking the pages of the file ...');
    const faults = file.faults();
    for (const fault of faults) bar.say(`file: ${fault}`);
    if (faults.length === 0) bar.say('file: every page is whole');
    return ok(read && faults.length === 0);
  } finally {
    file.close();
  }
}

async function verifyPostgres(url: string, bar: ProgressBar): Promise<Result<boolean>> {
  const opened = await openPostgresStore({ url, now: Date.now, randomUuid: randomUUID, randomBytes });
  if (!opened.ok) return opened;
  const { credentials, close } = opened.value;
  try {
    return ok(await verifyWorkspaces(opened.value, await credentials.workspaces(), bar));
  } finally {
    await close();
  }
}

type Read = Readonly<{ log: Pick<Log, 'read' | 'head'>; feed: Pick<Feed, 'digests'> }>;

async function verifyWorkspaces({ log, feed }: Read, workspaces: readonly string[], bar: ProgressBar): Promise<boolean> {
  let whole = true;
  for (const workspace of workspaces) {
    const reading = (done: number, total: number) => bar.show(`${workspace}: reading`, 'facts', done, total);
    const verified = await verifyLog(log, workspace, { progress: reading });
    const counting = (done: number, total: number) => bar.show(`${workspace}: counting`, 'collections', done, total);
    const digests = await verifyDigests(feed, workspace, counting);
    for (const line of [...linesOf(verified), ...linesOfDigests(digests)]) bar.say(`${workspace}: ${line}`);
    whole &&= verified.faults.length === 0 && digests.length === 0;
  }
  return whole;
}

function linesOf({ facts, faults, gaveUpAt }: Verified): readonly string[] {
  const gaveUp = gaveUpAt === undefined ? [] : [`what is behind position ${gaveUpAt} was not looked at: too much cannot be read`];
  return [...faults.map(lineOf), ...gaveUp, `${facts} facts are whole`];
}

const words = { damaged: 'damaged', unreadable: 'unreadable', missing: 'missing' } as const;

/** A fault of the log in words. */
export const lineOf = ({ is, first, last }: Fault): string =>
  first === last ? `position ${first} is ${words[is]}` : `positions ${first} to ${last} are ${words[is]}`;
