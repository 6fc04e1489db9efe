import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { aQuestion } from '../../../contract/testing/build-event.ts';
import { factOf } from './build-fact.ts';
import { openSqlite } from './open-sqlite.ts';

const STDOUT = 1;
const BATCH = 20;

/** Appends batches to the store named by the first argument for as long as it lives, and prints each id once it is acknowledged. */
async function main(path: string): Promise<never> {
  const store = await openSqlite(path);
  await store.credentials.ensureWorkspace('shop');
  for (;;) {
    const facts = Array.from({ length: BATCH }, () => factOf(aQuestion({ eventId: randomUUID() })));
    await store.log.appendEvents('shop', facts);
    writeSync(STDOUT, facts.map(({ factId }) => `${factId}\n`).join(''));
  }
}

void main(process.argv[2] ?? '');
