import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aConsent } from '../../contract/testing/build-event.ts';
import { factOf } from '../../sync-server/store/testing/build-fact.ts';
import { openSqlite } from '../../sync-server/store/testing/open-sqlite.ts';
import { builtProgram } from '../journey/project.ts';
import { runNode } from './run-program.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'talklens-audit-'));
});
afterEach(() => rm(folder, { recursive: true }));

const verify = (...options: readonly string[]) => runNode(builtProgram('audit-verify'), options, { TALKLENS_DATA_DIR: folder });

/** A server's file with two consents, and a copy of it taken while it is open. */
async function aCopy(): Promise<string> {
  const store = await openSqlite(join(folder, 'talklens.db'));
  await store.credentials.ensureWorkspace('shop');
  const consents = [aConsent({ eventId: randomUUID() }), aConsent({ eventId: randomUUID(), granted: false })];
  await store.log.appendEvents(
    'shop',
    consents.map((event) => factOf(event)),
  );
  await store.close();
  const copy = join(folder, 'copy.db');
  await cp(join(folder, 'talklens.db'), copy);
  return copy;
}

test('given a copy of the file, the audit is whole and its head is told; once somebody changed an entry, the first break is named', async () => {
  const copy = await aCopy();
  const whole = await verify('--file', copy);
  const head = /head (\S+)/.exec(whole.stdout)?.[1] ?? '';
  const database = new DatabaseSync(copy);
  database.exec(`UPDATE audit SET author = 'somebody' WHERE number = 2`);
  database.close();

  const broken = await verify('--file', copy);

  expect(whole).toMatchObject({ exitCode: 0, stderr: '' });
  expect(whole.stdout).toContain('shop: whole: 2 entries and 2 facts were read');
  expect(head).toMatch(/^shop\/2:[0-9a-f]{64}$/);
  expect(broken.exitCode).toBe(1);
  expect(broken.stdout).toContain('shop: entry 2');
  expect((await verify('--head', head)).exitCode).toBe(0); // the server's own file is as it was
  expect((await verify('--head', head.replace('/2:', '/1:'))).exitCode).toBe(1);
});

test('given no such file, or a head that is none, it says so and looks at nothing', async () => {
  expect(await verify('--file', join(folder, 'nothing.db'))).toMatchObject({ exitCode: 2 });
  expect(await verify('--head', 'shop')).toMatchObject({ exitCode: 2 });
});
