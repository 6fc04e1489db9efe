import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aConsent } from '../../../contract/testing/build-event.ts';
import { openSqliteFile } from '../sqlite/open-sqlite-file.ts';
import { anExportFact, aSearchFact, factOf } from '../testing/build-fact.ts';
import { openSqlite, temporaryFolder } from '../testing/open-sqlite.ts';
import { linesOf } from './audit-words.ts';
import type { ChainHead } from './chain.ts';
import { isWhole, verifyAudit } from './verify-audit.ts';

let folder: string;
let path: string;

/** Five facts, of which 2, 3, 4 and 5 are entries 1 to 4. */
beforeEach(async () => {
  folder = await temporaryFolder();
  path = join(folder, 'talklens.db');
  const store = await openSqlite(path);
  await store.credentials.ensureWorkspace('shop');
  await store.log.appendEvents('shop', [aSearchFact(), factOf(aConsent()), factOf(aConsent({ granted: false }))]);
  await store.feed.transaction('shop', (tx) => tx.append([anExportFact(), anExportFact()]));
  await store.close();
});
afterEach(() => rm(folder, { recursive: true }));

async function verifyAfter(tampering = '', noted?: ChainHead) {
  const database = new DatabaseSync(path);
  database.exec(tampering);
  database.close();
  const file = openSqliteFile(path);
  try {
    return await verifyAudit(file, 'shop', { noted });
  } finally {
    file.close();
  }
}

const swap = (a: number, b: number) =>
  `UPDATE audit SET number = -1 WHERE number = ${a}; UPDATE audit SET number = ${a} WHERE number = ${b};
   UPDATE audit SET number = ${b} WHERE number = -1`;

const inTheChain = [
  { tampering: `UPDATE audit SET author = 'somebody' WHERE number = 2`, is: 'changed', number: 2 },
  { tampering: `UPDATE audit SET at = at + 1 WHERE number = 1`, is: 'changed', number: 1 },
  { tampering: `UPDATE audit SET kind = 'cancelDispatch' WHERE number = 3`, is: 'changed', number: 3 },
  { tampering: `UPDATE audit SET checksum = x'00' WHERE number = 4`, is: 'changed', number: 4 },
  { tampering: `UPDATE audit SET hash = x'00' WHERE number = 2`, is: 'changed', number: 2 },
  { tampering: `DELETE FROM audit WHERE number = 1`, is: 'missing', number: 2 },
  { tampering: `DELETE FROM audit WHERE number = 3`, is: 'missing', number: 4 },
  { tampering: swap(2, 3), is: 'reordered', number: 2 },
  { tampering: swap(1, 2), is: 'reordered', number: 1 },
  {
    tampering: `UPDATE audit SET number = number + 100 WHERE number > 2; UPDATE audit SET number = number - 99 WHERE number > 100;
      INSERT INTO audit SELECT workspace, 3, 'nobody-did-this', kind, author, at, checksum, hash FROM audit WHERE number = 2`,
    is: 'inserted',
    number: 3,
  },
] as const;

test.each(inTheChain)('given $tampering, says that entry $number is $is', async ({ tampering, is, number }) => {
  const verified = await verifyAfter(tampering);

  expect(verified.chain[0]).toMatchObject({ is, number });
  expect(isWhole(verified)).toBe(false);
  expect(linesOf(verified)[0]).toContain(`entry ${number}`);
});

test('given nothing was done, everything is whole, an erased personal part too', async () => {
  const verified = await verifyAfter('DELETE FROM personal');

  expect(verified).toMatchObject({ entries: 4, facts: 5, chain: [], log: [], unchained: [] });
  expect(linesOf(verified)).toEqual(['whole: 4 entries and 5 facts were read']);
});

test('given the end of the chain was cut off, the facts that nothing names any more are told', async () => {
  const { chain, unchained } = await verifyAfter('DELETE FROM audit WHERE number > 2');

  expect(chain).toEqual([]);
  expect(unchained.map(({ position }) => position)).toEqual([4, 5]);
});

test('given a fact was changed with its checksum, or taken out of the log, its entry says so', async () => {
  const changed = await verifyAfter(`UPDATE fact SET checksum = x'00' WHERE position = 3`);
  const gone = await verifyAfter('DELETE FROM fact WHERE position = 5');

  expect(changed.chain).toMatchObject([{ is: 'factChanged', number: 2 }]);
  expect(changed.log).toEqual([{ is: 'damaged', first: 3, last: 3 }]);
  expect(gone.chain).toMatchObject([{ is: 'factChanged' }, { is: 'factMissing', number: 4 }]);
});

test('given facts changed places in the log, it is told where', async () => {
  const { log } = await verifyAfter(
    'UPDATE fact SET position = 9 WHERE position = 2; UPDATE fact SET position = 2 WHERE position = 3; UPDATE fact SET position = 3 WHERE position = 9',
  );

  expect(log).toEqual([{ is: 'damaged', first: 2, last: 3 }]);
});

test('given everything behind a head that was noted is gone without a trace, the note tells', async () => {
  const { head } = await verifyAfter();
  const cut = `DELETE FROM audit WHERE number = 4; DELETE FROM fact WHERE position = 5; UPDATE workspace SET last_position = 4`;

  expect(head.number).toBe(4);
  expect(isWhole(await verifyAfter('', head))).toBe(true);
  expect(isWhole(await verifyAfter(cut))).toBe(true);
  expect(await verifyAfter('', head)).toMatchObject({ lostHead: head });
});
