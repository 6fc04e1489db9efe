import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleProgram } from '../../testing/bundle-program.ts';
import { openSqlite, sqliteOptions, temporaryFolder } from '../testing/open-sqlite.ts';
import { openSqliteStore } from './open-sqlite-store.ts';

const project = resolve(import.meta.dirname, '../../..');
const ALL = 1_000_000;
const ROUNDS = 3;
let folder: string;
let path: string;
let living: ChildProcess | undefined;

/** A real process needs plain JavaScript; it is bundled as the server is. */
beforeAll(async () => {
  folder = await temporaryFolder();
  path = join(folder, 'talklens.db');
  await bundleProgram(join(import.meta.dirname, '../testing/appending-process.ts'), folder, 'appending.cjs');
});
afterAll(async () => {
  living?.kill('SIGKILL');
  await rm(folder, { recursive: true });
});

/** Appends until it is killed after `count` acknowledgements; says which ids were acknowledged. */
async function appendAndKill(count: number, whileRunning: () => Promise<void>): Promise<readonly string[]> {
  const child = spawn(process.execPath, [join(folder, 'appending.cjs'), path], {
    env: { ...process.env, NODE_PATH: join(project, 'node_modules') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  living = child;
  const acknowledged: string[] = [];
  for await (const id of createInterface({ input: child.stdout })) {
    if (acknowledged.length === 0) await whileRunning();
    if (acknowledged.push(id) === count) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return acknowledged;
}

test(`given ${ROUNDS} kills of the writing process, loses no acknowledged event and opens at once (I1)`, async () => {
  const acknowledged: string[] = [];
  const refusals: unknown[] = [];

  for (let round = 0; round < ROUNDS; round += 1) {
    const ids = await appendAndKill(200 + 150 * round, async () => {
      refusals.push(await openSqliteStore(sqliteOptions(path)));
    });
    acknowledged.push(...ids);

    const store = await openSqlite(path);
    const facts = await store.log.read('shop', 0, ALL);
    const stored = new Set(facts.map(({ factId }) => factId));
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
    expect(facts.map(({ position }) => position)).toEqual(facts.map((_, index) => index + 1));
    expect(stored.size).toBe(facts.length);
    await store.close();
  }

  expect(acknowledged.length).toBeGreaterThanOrEqual(200 * ROUNDS);
  expect(refusals).toEqual(Array.from({ length: ROUNDS }, () => ({ ok: false, code: 'store.locked' })));
}, 60_000);
