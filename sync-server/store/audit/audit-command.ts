import '../../old-node.ts';
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { failed, ok, type Result } from '../../../contract/result.ts';
import { readConfig } from '../../config.ts';
import { type ProgressBar, progressBar } from '../../progress-bar.ts';
import { fail, runStoreProgram } from '../../store-program.ts';
import type { Audit } from '../port/audit.ts';
import type { Log } from '../port/log.ts';
import { openPostgresStore } from '../postgres/open-postgres-store.ts';
import { openSqliteFile } from '../sqlite/open-sqlite-file.ts';
import { linesOf } from './audit-words.ts';
import { headText, type NotedHead, parseHead } from './noted-head.ts';
import { isWhole, verifyAudit } from './verify-audit.ts';

/** 0: chain and log are as they were written. 1: they are not. 2: an expected failure, named. */
const exits = { whole: 0, broken: 1 } as const;

type Opened = Readonly<{ log: Pick<Log, 'read' | 'head'>; audit: Audit; workspaces: readonly string[]; close(): Promise<void> | void }>;

function openFile(path: string): Result<Opened> {
  if (!existsSync(path)) return failed('config.invalid');
  const file = openSqliteFile(path);
  if (!file.known) return failed('store.newerSchema');
  return ok({ ...file, workspaces: file.workspaces() });
}

async function openDatabase(url: string): Promise<Result<Opened>> {
  const opened = await openPostgresStore({ url, now: Date.now, randomUuid: randomUUID, randomBytes });
  if (!opened.ok) return opened;
  return ok({ ...opened.value, workspaces: await opened.value.credentials.workspaces() });
}

/** A file that is named is read even where the configuration says PostgreSQL: it is somebody's copy. */
function open(file: string | undefined): Result<Opened> | Promise<Result<Opened>> {
  if (file !== undefined) return openFile(file);
  const { dataDir, databaseUrl } = readConfig(process.env, '');
  return databaseUrl === undefined ? openFile(join(dataDir, 'talklens.db')) : openDatabase(databaseUrl);
}

async function verifyAll({ log, audit, workspaces }: Opened, heads: readonly NotedHead[], bar: ProgressBar): Promise<boolean> {
  let whole = true;
  for (const workspace of workspaces) {
    const progress = (done: number, total: number) => bar.show(`${workspace}: reading`, 'facts', done, total);
    const noted = heads.find((head) => head.workspace === workspace);
    const verified = await verifyAudit({ log, audit }, workspace, { noted, progress });
    for (const line of linesOf(verified)) bar.say(`${workspace}: ${line}`);
    if (isWhole(verified)) bar.say(`head ${headText({ workspace, ...verified.head })}`);
    whole &&= isWhole(verified);
  }
  return whole;
}

/**
 * `npm run audit:verify [-- --file COPY.db] [--head WORKSPACE/NUMBER:HASH ...]`: walks the log and the chain of every workspace, beside a
 * running server too, and names the first breaks.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { file: { type: 'string' }, head: { type: 'string', multiple: true } } });
  const heads = (values.head ?? []).map(parseHead);
  if (heads.includes(undefined)) return fail('config.invalid', '--head is WORKSPACE/NUMBER:HASH, as it was printed');
  const opened = await open(values.file);
  if (!opened.ok) return fail(opened.code, values.file);
  try {
    const bar = progressBar(process.stdout, () => performance.now());
    const known = heads.flatMap((head) => head ?? []);
    return (await verifyAll(opened.value, known, bar)) ? exits.whole : exits.broken;
  } finally {
    await opened.value.close();
  }
}

runStoreProgram(main);
