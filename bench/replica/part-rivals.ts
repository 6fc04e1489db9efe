import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { collections } from '../../contract/collection.ts';
import { z } from '../../contract/zod.ts';
import { pullAll } from '../../tests/simulate/feed.ts';
import { memberHttp } from '../../tests/simulate/member-http.ts';
import { stopped } from '../ingest/child.ts';
import { load } from '../ingest/machine.ts';
import type { Figures } from './part.ts';
import { pageLimit } from './raw-indexeddb.ts';
import type { Shop } from './shop.ts';

const msPerS = 1_000;
/** A rival that has not finished by then is left out. */
const patienceMs = 300_000;

const Serving = z.strictObject({ port: z.int() });

type Filled = Readonly<{ ms: number; documents: number }>;
type Rival = 'pouchdb' | 'tinybase';

declare global {
  interface Window {
    /** The rivals' page, `bench/rivals/replicas/page.mjs`. */
    fill: Readonly<Record<Rival, (argument: number) => Promise<Filled>>>;
  }
}

/**
 * The same documents into what else keeps data in a browser and follows a server, from a server of its own on this machine, until they are on the disk.
 * Neither checks a document or shows a table meanwhile, as the desk does, nor can either prove that it has what the server has. PouchDB takes edits
 * offline, and keeps the losing one as a conflict that nobody is told of; TinyBase merges cell by cell and the last writer wins.
 */
export async function measureRivals(shop: Shop): Promise<Figures> {
  if (!existsSync(join(shop.rivals, 'node_modules/pouchdb-browser'))) {
    process.stderr.write('rivals: left out, bench/rivals is not installed (--install does it)\n');
    return {};
  }
  const folder = shop.folder('rivals');
  const documents = await writeDocuments(shop, join(folder, 'documents.json'));
  const child = fork(join(shop.rivals, 'replicas/serve.mjs'), [join(folder, 'documents.json'), folder], { execArgv: [] });
  const { port } = Serving.parse((await Promise.race([once(child, 'message'), failedEarly(child)]))[0]);
  try {
    const pouchdb = await fill(shop, port, 'pouchdb', pageLimit, documents);
    const tinybase = await fill(shop, port, 'tinybase', documents, documents);
    return { pouchdb_fill_s_100k: pouchdb, tinybase_fill_s_100k: tinybase };
  } finally {
    await stopped(child);
  }
}

const failedEarly = (child: ReturnType<typeof fork>): Promise<never> =>
  once(child, 'exit').then(([code]) => Promise.reject(new Error(`the rivals' server ended with ${code}`)));

/** Of all collections, by ids of their own; how many there are. */
async function writeDocuments({ server, token }: Shop, file: string): Promise<number> {
  const member = memberHttp(server().httpUrl, token);
  const all: object[] = [];
  for (const name of collections) for (const body of await pullAll(member, name)) all.push({ id: `${name}:${body.id}`, body });
  writeFileSync(file, JSON.stringify(all));
  return all.length;
}

async function fill(shop: Shop, port: number, rival: Rival, argument: number, expected: number): Promise<number | undefined> {
  const browser = await shop.browser(`rival-${rival}`);
  try {
    await browser.page.goto(`http://127.0.0.1:${port}/`);
    await browser.page.waitForFunction(() => window.fill !== undefined);
    const { ms, documents } = await filled(browser.page, rival, argument);
    if (documents !== expected) throw new Error(`it has ${documents} of ${expected} documents`);
    process.stderr.write(`${rival}: ${Math.round(ms)} ms, load ${load()}\n`);
    return ms / msPerS;
  } catch (error) {
    process.stderr.write(`${rival}: left out, ${error instanceof Error ? error.message : error}\n`);
    return undefined;
  } finally {
    await browser.close();
  }
}

const filled = (page: Page, name: Rival, argument: number): Promise<Filled> =>
  page.evaluate(
    ([rival, given, patience]) =>
      Promise.race([
        window.fill[rival](given),
        new Promise<never>((_, reject) => setTimeout(() => reject(new Error('not finished in time')), patience)),
      ]),
    [name, argument, patienceMs] as const,
  );
