import 'fake-indexeddb/auto';
import { randomUUID } from 'node:crypto';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { filter, firstValueFrom, NEVER, type Observable } from 'rxjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { collections } from '../../contract/collection.ts';
import { everyLead } from '../../contract/lead-filter.ts';
import { Session } from '../../contract/session.ts';
import { unwritten } from '../../domain/dispatching/written-message.ts';
import { canonicalJson } from '../../domain/identity/canonical-json.ts';
import type { LeadQuery, LeadRow } from '../../renderer/replica/desk/lead-view.ts';
import { openReplicaDatabase, readAll } from '../../renderer/replica/open-database.ts';
import { withoutAdvertisement } from '../../renderer/replica/quiet-console.ts';
import { type RunningDesk, startDesk } from '../../renderer/replica/start-desk.ts';
import { waitFor } from '../../renderer/replica/wait-for.ts';
import { builtProgram } from '../journey/project.ts';
import { pullAll } from '../simulate/feed.ts';
import { runNode } from './run-program.ts';
import { openShop, type Shop } from './shop.ts';

// The desk's replica, as its worker runs it but in Node, against the built server with events of the simulator.

console.warn = withoutAdvertisement(console.warn);

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
  const simulated = await runNode(
    builtProgram('simulate'),
    ['--users', '30', '--clients', '3', '--rate', '200', '--seconds', '3'],
    shop.env,
  );
  expect(simulated.exitCode).toBe(0);
});
afterAll(() => shop?.close());

async function openDesk(): Promise<RunningDesk> {
  const desk = startDesk({
    fetch: (path, init) => fetch(shop.server().httpUrl + path, init),
    storage: getRxStorageDexie(),
    now: Date.now,
    wait: waitFor,
    random: Math.random,
    online$: NEVER,
    lock: { acquire: (async () => ({ lost: new Promise<void>(() => undefined), release: () => undefined })) as never },
    persisted: async () => false,
  });
  await desk.signIn(shop.token);
  return desk;
}

const until = <T>(values$: Observable<T>, holds: (value: T) => boolean) => firstValueFrom(values$.pipe(filter(holds)));
const connected = (desk: RunningDesk) => until(desk.status$, ({ connection, waiting }) => connection === 'connected' && waiting === 0);
const byUser: LeadQuery = { filter: everyLead, sort: { by: 'user', direction: 'asc' }, offset: 0, limit: 500 };
const untilRows = (desk: RunningDesk, holds: (rows: readonly LeadRow[]) => boolean) =>
  until(desk.leads$(byUser), ({ rows }) => holds(rows));

/** A fresh desk has caught up when it holds every head that the server named on connecting. */
async function catchUp(): Promise<void> {
  const openedAt = Date.now();
  const desk = await openDesk();
  await until(desk.status$, ({ syncedAt = 0 }) => syncedAt >= openedAt);
  await desk.stop();
}

/** What is stored, beside what the server's feed says now; canonical, so that every byte counts. */
async function bothSides(): Promise<readonly [object, object]> {
  const { workspace } = await shop.member.get('/v1/me', Session);
  const database = await openReplicaDatabase(getRxStorageDexie(), { workspace, member: 'owner' });
  const stored: Record<string, string[]> = {};
  const served: Record<string, string[]> = {};
  for (const name of collections) {
    const mine: string[] = [];
    await readAll(database[name], (some) => void mine.push(...some.map(({ body }) => canonicalJson(body))));
    stored[name] = mine.sort();
    served[name] = (await pullAll(shop.member, name)).map((document) => canonicalJson(document)).sort();
  }
  await database.close();
  return [stored, served];
}

test('given a shop with conversations, edits made while the server is away survive a restart and are applied once (I5, I6)', async () => {
  const desk = await openDesk();
  await connected(desk);
  const { rows, all } = await untilRows(desk, (some) => some.length > 10);
  expect(all).toBe((await pullAll(shop.member, 'lead')).length);
  const ids = rows.slice(0, 3).map(({ id }) => id);

  await shop.restart(async () => {
    await until(desk.status$, ({ connection }) => connection === 'offline');
    await desk.patch({ kind: 'ids', ids }, [{ field: 'status', to: 'contacted' }]);
    await desk.patch({ kind: 'ids', ids }, [{ field: 'tag:단골', to: 'on' }]);
    await desk.stop();
  });
  const again = await openDesk();
  const seen = await untilRows(again, (some) => some.filter(({ tags }) => tags.includes('단골')).length === 3);
  expect(seen.rows.filter(({ id }) => ids.includes(id)).every(({ status }) => status === 'contacted')).toBe(true);
  await connected(again);
  await untilRows(again, (some) => some.every(({ pending }) => !pending));

  const activities = await pullAll(shop.member, 'activity');
  expect(activities.filter(({ kind }) => kind === 'patched')).toHaveLength(2);
  await again.stop();
});

test('given a bulk edit that is undone and a dispatch, the replica ends equal to the server, byte for byte (I5)', async () => {
  const desk = await openDesk();
  await connected(desk);
  const { rows } = await untilRows(desk, (some) => some.length > 10);

  const done = await desk.patch({ kind: 'matching', filter: everyLead }, [{ field: 'marketerId', to: 'owner' }]);
  await untilRows(desk, (some) => some.every(({ marketerId }) => marketerId === 'owner'));
  await desk.undo(done);
  await untilRows(desk, (some) => some.every(({ marketerId, pending }) => marketerId === undefined && !pending));
  const selection = { kind: 'ids' as const, ids: rows.slice(0, 5).map(({ id }) => id) };
  const composed = { ...unwritten, selection };
  const plan = await desk.planDispatch(composed);
  const { dispatchId } = await desk.requestDispatch(plan, composed);
  const { lines: items } = await until(desk.items$(dispatchId, {}, { offset: 0, limit: plan.people }), ({ lines }) =>
    lines.every(({ state }) => state === 'delivered' || state === 'skipped'),
  );
  expect(items).toHaveLength(plan.people);
  expect(items.filter(({ state }) => state === 'delivered')).toHaveLength(plan.sendable);
  await until(
    desk.dispatches$(),
    ([newest]) => newest?.id === dispatchId && newest.counts.delivered + newest.counts.skipped === items.length,
  );
  await connected(desk);
  await desk.stop();
  await catchUp();

  const [stored, served] = await bothSides();
  expect(stored).toEqual(served);
});

test('given a lead, its full story comes from the server', async () => {
  const desk = await openDesk();
  await connected(desk);
  const { rows } = await untilRows(desk, (some) => some.some(({ searches }) => searches > 0));
  const lead = rows.find(({ searches }) => searches > 0) as LeadRow;

  const detail = await until(desk.lead$(lead.id), (found) => found?.timelineFrom === 'server');

  expect(detail?.timeline.some(({ kind }) => kind === 'searched')).toBe(true);
  expect(await desk.decide([{ leadId: lead.id, requestEventId: randomUUID() }], 'approve')).toMatchObject({ leads: 1 });
  expect(await until(desk.refused$(), (all) => all.length > 0)).toMatchObject([{ kind: 'decideRequest', code: 'request.unknown' }]);
  await desk.stop();
});
