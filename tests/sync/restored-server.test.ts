import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { filter, firstValueFrom, NEVER, type Observable } from 'rxjs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { collections } from '../../contract/collection.ts';
import { everyLead } from '../../contract/lead-filter.ts';
import { canonicalJson } from '../../domain/identity/canonical-json.ts';
import type { LeadQuery, LeadRow } from '../../renderer/replica/desk/lead-view.ts';
import { openReplicaDatabase, readAll } from '../../renderer/replica/open-database.ts';
import { withoutAdvertisement } from '../../renderer/replica/quiet-console.ts';
import { webReplicaLock } from '../../renderer/replica/replica-lock.ts';
import { type RunningDesk, startDesk } from '../../renderer/replica/start-desk.ts';
import type { StoredCommand } from '../../renderer/replica/stored-command.ts';
import { createMemoryLocks } from '../../renderer/replica/testing/memory-locks.ts';
import { waitFor } from '../../renderer/replica/wait-for.ts';
import { openShop, type Shop } from '../real/shop.ts';
import type { ClientCredential } from '../simulate/credential.ts';
import { pullAll } from '../simulate/feed.ts';
import { readOwner } from '../simulate/local-server.ts';
import { memberHttp } from '../simulate/member-http.ts';

// A desk whose server's data folder is put back, or exchanged, beneath it: it reads the feed again by itself, and gives its commands again.

console.warn = withoutAdvertisement(console.warn);

const longestBackOffMs = 30_000;

let shop: Shop;
/** A copy of the shop's data folder. */
let backup: string;
/** One browser's, for the desks of one test. */
let storage: ReturnType<typeof getRxStorageDexie>;
const running: RunningDesk[] = [];

beforeEach(async () => {
  storage = getRxStorageDexie({ indexedDB: new IDBFactory(), IDBKeyRange });
  shop = await openShop();
  backup = await mkdtemp(join(tmpdir(), 'talklens-backup-'));
});
afterEach(async () => {
  for (const desk of running.splice(0)) await desk.stop();
  await shop.close();
  await rm(backup, { recursive: true });
});

async function openDesk(token: string): Promise<RunningDesk> {
  const desk = startDesk({
    fetch: (path, init) => fetch(shop.server().httpUrl + path, init),
    storage,
    now: Date.now,
    wait: (ms, signal) => waitFor(ms > longestBackOffMs ? ms : Math.min(ms, 50), signal),
    random: Math.random,
    online$: NEVER,
    lock: webReplicaLock(createMemoryLocks()),
    persisted: async () => false,
  });
  running.push(desk);
  await desk.signIn(token);
  return desk;
}

async function close(desk: RunningDesk): Promise<void> {
  running.splice(running.indexOf(desk), 1);
  await desk.stop();
}

/** What shoppers say, one search each. */
async function say({ workspace, client, secret }: ClientCredential, users: readonly string[]): Promise<void> {
  const events = users.map((userId) => ({
    ...{ kind: 'searched', eventId: randomUUID(), chatId: '1', userId, productId: '001', occurredAt: Date.now() },
  }));
  const authorization = `Basic ${Buffer.from(`${workspace}/${client}:${secret}`).toString('base64')}`;
  const answer = await fetch(`${shop.server().httpUrl}/v1/events`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify(events),
  });
  expect(answer.status).toBe(200);
}

const until = <T>(values$: Observable<T>, holds: (value: T) => boolean) => firstValueFrom(values$.pipe(filter(holds)));
const sent = (desk: RunningDesk) => until(desk.status$, ({ connection, waiting }) => connection === 'connected' && waiting === 0);
const query: LeadQuery = { filter: everyLead, sort: { by: 'user', direction: 'asc' }, offset: 0, limit: 50 };
const untilRows = async (desk: RunningDesk, holds: (rows: readonly LeadRow[]) => boolean): Promise<readonly LeadRow[]> =>
  (await until(desk.leads$(query), ({ rows }) => holds(rows))).rows;
const users = (rows: readonly LeadRow[]) => rows.map(({ userId }) => userId);
const show =
  (...wanted: readonly string[]) =>
  (rows: readonly LeadRow[]) =>
    users(rows).join() === wanted.join();

/** Tags one lead, and resolves when the server has judged it and its effect is here. */
async function tagged(desk: RunningDesk, lead: string, tag: string): Promise<void> {
  await tags(desk, lead, tag);
  await sent(desk);
  await untilRows(desk, (rows) => rows.some(({ id, tags: on, pending }) => id === lead && on.includes(tag) && !pending));
}
const tags = (desk: RunningDesk, lead: string, tag: string) =>
  desk.patch({ kind: 'ids', ids: [lead] }, [{ field: `tag:${tag}`, to: 'on' }]);

const copyAside = () => cp(shop.dataDir, backup, { recursive: true });
const putBack = async () => {
  await rm(shop.dataDir, { recursive: true });
  await rename(backup, shop.dataDir);
  await cp(shop.dataDir, backup, { recursive: true }); // what `afterEach` removes
};

/** What is stored and what the feed says now, every byte of it, and the commands that are kept. No desk may be open. */
async function bothSides(token: string) {
  const member = memberHttp(shop.server().httpUrl, token);
  const database = await openReplicaDatabase(storage, await readOwner(shop.dataDir));
  const stored: Record<string, string[]> = {};
  const served: Record<string, string[]> = {};
  for (const name of collections) {
    const mine: string[] = [];
    await readAll(database[name], (some) => void mine.push(...some.map(({ body }) => canonicalJson(body))));
    stored[name] = mine.sort();
    served[name] = (await pullAll(member, name)).map((document) => canonicalJson(document)).sort();
  }
  const commands: StoredCommand[] = [];
  await readAll(database.command, (some) => void commands.push(...some.map(({ body }) => body as StoredCommand)));
  const activities = await pullAll(member, 'activity');
  await database.close();
  return { stored, served, commands, patched: activities.flatMap(({ id, kind }) => (kind === 'patched' ? [id] : [])) };
}

/** The desk has been given everything by the server as it is now, holds the same bytes, and each of its commands was judged, and audited once. */
async function expectWhole(desk: RunningDesk, token: string, commandCount: number): Promise<void> {
  await sent(desk);
  await untilRows(desk, (rows) => rows.every(({ pending }) => !pending));
  await close(desk);
  const openedAt = Date.now();
  const last = await openDesk(token); // a fresh start has caught up once it holds every head that it was told of
  await until(last.status$, ({ syncedAt = 0, waiting, incomplete }) => syncedAt >= openedAt && waiting === 0 && !incomplete);
  await close(last);

  const { stored, served, commands, patched } = await bothSides(token);
  expect(stored).toEqual(served);
  expect(commands.map(({ outcome }) => outcome?.status)).toEqual(Array.from({ length: commandCount }, () => 'applied'));
  expect([...patched].sort()).toEqual(commands.map(({ id }) => id).sort());
}

test('given an older copy of the data folder put back under a desk, it reads everything again, and what the server forgot is judged anew, once (I5, I6)', async () => {
  const desk = await openDesk(shop.token);
  await say(shop.client, ['1', '2']);
  await untilRows(desk, show('1', '2'));
  await tagged(desk, '1~001', '백업 전');
  await shop.restart(copyAside);
  await say(shop.client, ['later']);
  await untilRows(desk, show('1', '2', 'later'));
  await tagged(desk, '1~001', '백업 뒤');

  await shop.restart(async () => {
    await until(desk.status$, ({ connection }) => connection === 'offline');
    await tags(desk, '2~001', '없는 동안');
    await putBack();
  });
  const rows = await untilRows(desk, show('1', '2'));
  await untilRows(desk, ([first, second]) => first?.tags.length === 2 && second?.tags.length === 1);

  expect(users(rows)).not.toContain('later');
  await expectWhole(desk, shop.token, 3);
});

test('given an older copy that has grown past what the desk had seen, nothing of the lost life stays and nothing of the new one is missed (I5, I6)', async () => {
  const desk = await openDesk(shop.token);
  await say(shop.client, ['1', '2']);
  await untilRows(desk, show('1', '2'));
  await sent(desk);
  await copyAside(); // of a server that runs and is idle: the desk's checkpoint is of a life that the copy knows
  await say(shop.client, ['later']);
  await untilRows(desk, show('1', '2', 'later'));
  await tagged(desk, '2~001', '백업 뒤');
  await close(desk);

  await shop.restart(putBack);
  for (let round = 0; round < 10; round += 1) await say(shop.client, ['3', '4']); // many more places than the life that was lost had
  const again = await openDesk(shop.token);
  await untilRows(again, (rows) => show('1', '2', '3', '4')(rows) && rows[1]?.tags.length === 1);

  await expectWhole(again, shop.token, 1);
});

test('given the data folder of another database, the desk ends equal to it, and its commands are judged there (I5, I6)', async () => {
  const desk = await openDesk(shop.token);
  await say(shop.client, ['1', '2', 'later']);
  await untilRows(desk, show('1', '2', 'later'));
  await tagged(desk, '1~001', '먼저 곳');
  const other = await openShop();
  const elsewhere = shop;
  shop = other;
  await say(other.client, ['1', '2', '3']);
  await other.server().stop();
  shop = elsewhere;

  await shop.restart(async () => {
    await until(desk.status$, ({ connection }) => connection === 'offline');
    await tags(desk, '2~001', '없는 동안');
    await rm(shop.dataDir, { recursive: true });
    await rename(other.dataDir, shop.dataDir);
  });
  const { token } = await readOwner(shop.dataDir);
  await desk.signIn(token);
  await untilRows(desk, (rows) => show('1', '2', '3')(rows) && rows[0]?.tags.length === 1 && rows[1]?.tags.length === 1);

  await expectWhole(desk, token, 2);
});
