import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { ulid } from 'ulid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Act, OutcomeBatch } from '../../contract/command.ts';
import { hasConsent } from '../../domain/consent/newest-consent.ts';
import { untilDispatched, wholeFeed } from '../crash/inspect.ts';
import { builtProgram } from '../journey/project.ts';
import { pullAll } from '../simulate/feed.ts';
import { type Ran, runNode } from './run-program.ts';
import { openShop, type Shop } from './shop.ts';

let shop: Shop;

beforeAll(async () => {
  shop = await openShop();
  const simulated = await runNode(
    builtProgram('simulate'),
    ['--users', '20', '--clients', '3', '--rate', '200', '--seconds', '3'],
    shop.env,
  );
  const seed = await runNode(builtProgram('simulate'), ['--scenario', 'seed'], shop.env);
  expect([simulated.exitCode, seed.exitCode]).toEqual([0, 0]);
  await patchThreeAndDispatchToTwo();
});

afterAll(() => shop?.close());

const act = async (act: Act) => {
  const command = { id: ulid(), issuedAt: Date.now(), act };
  const { outcomes } = await shop.member.post('/v1/commands', { commands: [command] }, OutcomeBatch);
  expect(outcomes).toMatchObject([{ id: command.id, status: 'applied' }]);
};

async function patchThreeAndDispatchToTwo(): Promise<void> {
  const leads = (await pullAll(shop.member, 'lead')).slice(0, 3).map(({ id }) => id);
  const persons = await pullAll(shop.member, 'person');
  const consenting = persons.find((person) => hasConsent(person, 'ad', 'kakao'));
  const recipients = [consenting?.id ?? '', '39'].map((userId) => ({ userId, productIds: ['001'] }));
  await act({
    kind: 'patchLeads',
    groups: [
      { field: 'status', from: 'new', to: 'contacted', leads },
      { field: 'tag:단골', to: 'on', leads },
    ],
  });
  await act({ kind: 'patchLeads', groups: [{ field: `note:${ulid()}`, to: '다음 주에 다시 전화', leads: leads.slice(0, 1) }] });
  await act({ kind: 'requestDispatch', recipients });
  await untilDispatched(shop.member);
}

/** Everything a rebuild may not touch, as rows. */
function untouchable(): unknown {
  const rows = (file: string, query: string) => {
    const database = new DatabaseSync(join(shop.dataDir, file), { readOnly: true });
    const found = database.prepare(query).all();
    database.close();
    return found;
  };
  return {
    outbox: rows('talklens.db', 'SELECT * FROM outbox ORDER BY id'),
    log: rows('talklens.db', 'SELECT * FROM fact ORDER BY position'),
    ledger: rows('sandbox-ledger.db', 'SELECT * FROM taken ORDER BY number'),
  };
}

test('given a refusal, patches and a sandbox dispatch in the log, a rebuild leaves every document, the outbox and the ledger as they are (I2)', async () => {
  const items = await pullAll(shop.member, 'dispatchItem');
  const before = await wholeFeed(shop.member);
  const seen: unknown[] = [];
  let rebuilt: Ran | undefined;

  await shop.restart(async () => {
    seen.push(untouchable());
    rebuilt = await runNode(builtProgram('rebuild'), [], shop.env);
    seen.push(untouchable());
  });

  expect(items.map(({ state, reason }) => [state, reason]).sort()).toEqual([
    ['delivered', undefined],
    ['skipped', 'consent.missing'],
  ]);
  expect(rebuilt?.exitCode).toBe(0);
  expect(rebuilt?.stdout).toContain('0 documents repaired, 0 removed');
  expect(await wholeFeed(shop.member)).toEqual(before);
  expect(seen[1]).toEqual(seen[0]);
});

test('given leads, metrics and items that somebody has spoilt, a rebuild writes them again byte for byte', async () => {
  const before = await wholeFeed(shop.member);
  const spoilt = new Map<string, string>();

  await shop.restart(async () => {
    const database = new DatabaseSync(join(shop.dataDir, 'talklens.db'));
    database.exec(`UPDATE document SET body = json_set(body, '$.spoilt', 1) WHERE collection IN ('lead', 'metric', 'dispatchItem')`);
    database.exec(`DELETE FROM document WHERE collection = 'person'`);
    for (const { id } of database.prepare(`SELECT id FROM document WHERE body LIKE '%spoilt%'`).all() as { id: string }[])
      spoilt.set(id, id);
    database.close();
    const { exitCode } = await runNode(builtProgram('rebuild'), [], shop.env);
    expect(exitCode).toBe(0);
  });

  expect(spoilt.size).toBeGreaterThan(10);
  expect(await wholeFeed(shop.member)).toEqual(before);
});
