import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { afterEach, expect, test } from 'vitest';
import { aCommand } from '../../../contract/testing/build-command.ts';
import { aLead } from '../../../contract/testing/build-document.ts';
import { someTime } from '../../../contract/testing/build-event.ts';
import { openReplicaDatabase, openSessionDatabase, readCommandsOf, replicaSchema } from '../open-database.ts';
import { withoutAdvertisement } from '../quiet-console.ts';
import { type Memory, sessionMemory } from '../session-memory.ts';
import type { StoredCommand } from '../stored-command.ts';
import type { Surroundings } from '../surroundings.ts';
import { createDesks, someSurroundings, until, untilRow, untilStatus } from '../testing/a-desk.ts';
import { aServer, type ShopServer } from '../testing/a-server.ts';
import { faultyStorage } from '../testing/faulty-storage.ts';

console.warn = withoutAdvertisement(console.warn);

const desks = createDesks();
afterEach(() => desks.stopAll());

const oldSchema = 1;
const patchOf = (lead: string, to: string) =>
  aCommand({ kind: 'patchLeads', groups: [{ field: 'status', from: 'new', to, leads: [lead] }] });
const kept = { storedAt: someTime, outcomeAt: someTime };

/** What an earlier version of the program left: a pending command, a settled one and a refused one, and a lead that is not on the server any more. */
async function anOlderReplica(server: ShopServer) {
  const storage = getRxStorageDexie({ indexedDB: new IDBFactory(), IDBKeyRange });
  const account = { workspace: server.workspace, member: 'owner' };
  const pending = patchOf('39~001', 'contacted');
  const settled = patchOf('39~001', 'interested');
  const refused = patchOf('nobody~001', 'won');
  const commands: StoredCommand[] = [
    { id: pending.id, command: pending, storedAt: someTime },
    { ...kept, id: settled.id, command: settled, outcome: { id: settled.id, status: 'applied' }, settled: true },
    { ...kept, id: refused.id, command: refused, outcome: { id: refused.id, status: 'rejected', code: 'lead.unknown' } },
  ];
  const database = await openReplicaDatabase(storage, account, oldSchema);
  await database.command.bulkUpsert(commands.map((stored) => ({ id: stored.id, body: stored })));
  await database.lead.bulkUpsert([{ id: 'old~001', body: aLead({ userId: 'old', id: 'old~001' }) }]);
  await database.close();
  await remember(storage, { ...account, filled: true, resync: false, usedAt: someTime, syncedAt: someTime });
  return { storage, account, commands, pending };
}

async function remember(storage: Surroundings['storage'], memory: Memory) {
  const sessions = await openSessionDatabase(storage);
  await sessionMemory(sessions.session).write(memory);
  await sessions.close();
}

const untilInStep = (desk: ReturnType<typeof desks.start>) =>
  until(desk.status$, ({ connection, waiting }) => connection === 'connected' && waiting === 0);

test('given a replica of an older version, its commands are carried over, its read models filled anew, and it is removed', async () => {
  const server = aServer();
  server.write([['lead', aLead()]]);
  const { storage, account, commands, pending } = await anOlderReplica(server);

  const desk = desks.start(someSurroundings(server.fetch, { storage }));
  await untilInStep(desk);
  const row = await untilRow(desk, '39~001', ({ status, pending: waits }) => status === 'contacted' && !waits);
  const refused = await until(desk.refused$(), (all) => all.length > 0);
  await desks.stop(desk);

  expect(row).toBeDefined();
  expect(server.applied).toEqual([pending.id]);
  expect(refused).toHaveLength(1);
  const carried = await readCommandsOf(storage, account, replicaSchema);
  expect(carried.map(({ id }) => id)).toEqual(commands.map(({ id }) => id).sort());
  expect(await readCommandsOf(storage, account, oldSchema)).toEqual([]);
});

test('given a server that is away, what was not sent is still there and shown as waiting after the upgrade', async () => {
  const server = aServer();
  const { storage } = await anOlderReplica(server);

  const desk = desks.start(someSurroundings(() => Promise.reject(new TypeError('fetch failed')), { storage }));

  expect(await untilStatus(desk, 'offline')).toMatchObject({ waiting: 1, incomplete: true });
});

test('given a kill before any write of the upgrade, the next start has every command once (I6)', async () => {
  for (let killedAt = 1, writes = killedAt; writes >= killedAt; killedAt++) {
    const server = aServer();
    server.write([['lead', aLead()]]);
    const { storage, account, commands, pending } = await anOlderReplica(server);
    writes = 0;
    const dying = faultyStorage(
      storage,
      async () => {
        if (++writes >= killedAt) throw new Error('killed');
        return undefined;
      },
      `upgrading ${killedAt}`,
    );
    const victim = desks.start(someSurroundings(() => Promise.reject(new TypeError('fetch failed')), { storage: dying }));
    await until(victim.status$, ({ connection, waiting }) => connection === 'failed' || (connection === 'offline' && waiting === 1));
    await desks.stop(victim);

    const desk = desks.start(someSurroundings(server.fetch, { storage }));
    await untilInStep(desk);
    await untilRow(desk, '39~001', ({ status, pending: waits }) => status === 'contacted' && !waits);
    await desks.stop(desk);

    const ids = (await readCommandsOf(storage, account, replicaSchema)).map(({ id }) => id);
    expect([killedAt, ids]).toEqual([killedAt, commands.map(({ id }) => id).sort()]);
    expect(server.applied).toEqual([pending.id]);
  }
}, 120_000);

test('given a replica that a newer program wrote, it is not opened and not touched, and the desk says so', async () => {
  const server = aServer();
  const { storage, account } = await anOlderReplica(server);
  const newer = { ...account, filled: true, resync: false, usedAt: someTime, schema: replicaSchema + 1, ofALaterVersion: 'x' };
  await remember(storage, newer);

  const desk = desks.start(someSurroundings(server.fetch, { storage }));

  expect(await untilStatus(desk, 'failed')).toMatchObject({ code: 'replica.newer' });
  await desks.stop(desk);
  const sessions = await openSessionDatabase(storage);
  expect((await sessions.session.find().exec()).map(({ body }) => body)).toEqual([newer]);
  await sessions.close();
});
