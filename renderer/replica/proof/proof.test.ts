import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { filter, firstValueFrom, Subject, take } from 'rxjs';
import { afterEach, expect, test } from 'vitest';
import { aLead, aPerson, aProduct } from '../../../contract/testing/build-document.ts';
import { withoutAdvertisement } from '../quiet-console.ts';
import type { RunningDesk } from '../start-desk.ts';
import type { Surroundings } from '../surroundings.ts';
import { createDesks, serverDocuments, someSurroundings, storedDocuments, untilRow } from '../testing/a-desk.ts';
import { aServer, contacted, oneLead, type ShopServer } from '../testing/a-server.ts';
import { damageRecord } from '../testing/damage.ts';
import { untilAborted } from '../testing/until-aborted.ts';
import { waitFor } from '../wait-for.ts';
import type { ProofView } from './proof-view.ts';

console.warn = withoutAdvertisement(console.warn);

const hourMs = 3_600_000;

const desks = createDesks();
afterEach(() => desks.stopAll());

const untilProof = (desk: RunningDesk, holds: (view: ProofView) => boolean): Promise<ProofView> =>
  firstValueFrom(desk.proof$().pipe(filter(holds)));
const isSame = ({ state }: ProofView) => state.kind === 'same';

/** A shop with some leads, and a desk that is known to be its server's. */
async function aProvenDesk(server: ShopServer = aServer(), leads = 40, change: Partial<Surroundings> = {}) {
  server.write([
    ...Array.from({ length: leads }, (_, i) => ['lead', aLead({ userId: String(i), id: `${i}~001` })] as const),
    ['person', aPerson({ id: '39' })],
    ['product', aProduct()],
  ]);
  const surroundings = someSurroundings(server.fetch, change);
  const desk = desks.start(surroundings);
  await untilProof(desk, isSame);
  return { server, surroundings, desk };
}

test('given everything was pulled, the desk says at which place of the feed it is the server’s', async () => {
  const { server, desk } = await aProvenDesk();

  server.write([['lead', aLead({ userId: '7', id: '7~001', searches: 9 })]]);

  const head = server.head('lead');
  const view = await untilProof(desk, ({ state }) => state.kind === 'same' && state.proven?.seq === head);
  expect(view.collections.every(({ standing }) => standing === 'same')).toBe(true);
  expect(view.state.foundEver).toBe(0);
});

/** A line on which this path is never answered. */
const withoutAnswerTo =
  (silent: string, fetch: Surroundings['fetch']): Surroundings['fetch'] =>
  (path, init) =>
    path === silent ? untilAborted(init.signal) : fetch(path, init);

const damages = [
  ['changed', (record: Record<string, unknown>) => ({ ...record, body: { ...(record.body as object), searches: 77 } })],
  ['missing', () => undefined],
  ['damaged', ({ id }: Record<string, unknown>) => ({ id, _deleted: '0', _meta: { lwt: 1 } })],
  ['damaged', (record: Record<string, unknown>) => ({ ...record, body: 'Ã¬' })],
] as const;

test.each(damages)('given a record that was %s on the disk, reading everything finds, names and repairs it', async (how, damage) => {
  const { server, desk } = await aProvenDesk();
  await damageRecord(server.workspace, 'lead', '39~001', damage);

  await desk.verify();

  const view = await untilProof(desk, ({ state }) => state.foundEver > 0);
  expect(view.found).toMatchObject([{ collection: 'lead', id: '39~001', how, repaired: true, product: '린넨 셔츠 원피스' }]);
  await untilProof(desk, isSame);
  await desk.seeDifferences();
  await desk.verify();
  expect(await untilProof(desk, isSame)).toMatchObject({ state: { foundEver: 1, unseen: 0 } });
});

test('given a record that was changed on the disk while no desk ran, the next start finds it by the server’s digest', async () => {
  const { server, surroundings, desk } = await aProvenDesk();
  await desks.stop(desk);
  await damageRecord(server.workspace, 'lead', '3~001', (record) => ({ ...record, body: { ...(record.body as object), searches: 77 } }));

  const again = desks.start(surroundings);

  const view = await untilProof(again, (each) => isSame(each) && each.state.foundEver > 0);
  expect(view.found).toMatchObject([{ collection: 'lead', id: '3~001', how: 'changed', repaired: true }]);
  await untilRow(again, '3~001', ({ searches }) => searches !== 77);
});

test('given an edit that waits to be sent, repairing its lead leaves it waiting and shown', async () => {
  const { server, desk } = await aProvenDesk();
  server.onRequest((path) => (path === '/v1/commands' ? 'refuse' : 'pass'));
  await desk.patch(oneLead, contacted);
  await damageRecord(server.workspace, 'lead', '39~001', () => undefined);

  await desk.verify();

  await untilProof(desk, (view) => isSame(view) && view.state.foundEver === 1);
  await untilRow(desk, '39~001', ({ status, pending }) => status === 'contacted' && pending);
  server.onRequest(() => 'pass');
  await desk.syncNow();
  await untilRow(desk, '39~001', ({ status, pending }) => status === 'contacted' && !pending);
});

test('given a server whose digest does not fit its own documents, the desk says whose fault it is', async () => {
  const { server, desk } = await aProvenDesk();

  server.miscount('lead');
  server.write([['lead', aLead({ userId: '7', id: '7~001', searches: 9 })]]);

  const view = await untilProof(desk, ({ state }) => state.kind === 'different');
  expect(view.state.code).toBe('replica.serverDigest');
  expect(view.state.foundEver).toBe(0);
});

test('given nobody is at work, the disk is read by itself in the course of an hour, and what is wrong is put right', async () => {
  const server = aServer();
  const hours = new Subject<void>();
  const wait: Surroundings['wait'] = (ms, signal) =>
    ms === hourMs ? firstValueFrom(hours.pipe(take(1))).catch(() => undefined) : waitFor(Math.min(ms, 10), signal);
  const { desk } = await aProvenDesk(server, 40, { wait });
  await damageRecord(server.workspace, 'lead', '39~001', () => undefined);

  hours.next();

  const view = await untilProof(desk, ({ state, found }) => state.kind === 'same' && found.length > 0);
  expect(view.found).toMatchObject([{ id: '39~001', how: 'missing', repaired: true }]);
  hours.complete();
});

test('given a record that lost a part of itself while no desk ran, the next start shows all others, and has it back from the server', async () => {
  const { server, surroundings, desk } = await aProvenDesk();
  await desks.stop(desk);
  const withoutDays = ({ body, ...record }: Record<string, unknown>) => ({ ...record, body: { ...(body as object), days: undefined } });
  await damageRecord(server.workspace, 'lead', '3~001', withoutDays);

  const again = desks.start(surroundings);

  await untilRow(again, '4~001', () => true);
  await untilProof(again, ({ state }) => state.kind === 'same' && state.foundEver === 1);
  await untilRow(again, '3~001', () => true);
});

test('given any one record that is damaged in any way, it alone is found and everything is the server’s again', async () => {
  const server = aServer();
  const { desk } = await aProvenDesk(server);
  const anyDamage = fc.constantFrom(...damages.map(([, damage]) => damage));
  let found = 0;

  await fc.assert(
    fc.asyncProperty(fc.nat(39), anyDamage, async (user, damage) => {
      await damageRecord(server.workspace, 'lead', `${user}~001`, damage);

      await desk.verify();

      found += 1;
      const view = await untilProof(desk, (each) => isSame(each) && each.state.foundEver === found);
      expect(view.found[0]?.id).toBe(`${user}~001`);
    }),
    { numRuns: 8 },
  );
  await desks.stop(desk);
  expect(await storedDocuments(getRxStorageDexie(), server.workspace)).toEqual(serverDocuments(server));
});
test('given the marketer has everything downloaded again, what waits to be sent waits on, and the replica is the server’s', async () => {
  const server = aServer();
  const { desk } = await aProvenDesk(server, 40, { fetch: withoutAnswerTo('/v1/commands', server.fetch) });
  await desk.patch(oneLead, contacted);
  const before = server.requests.length;

  await desk.downloadAgain();

  const anew = () => server.requests.slice(before).some((path) => path.startsWith('/v1/replication/lead?') && !path.includes('after='));
  await expect.poll(anew).toBe(true);
  await untilProof(desk, isSame);
  await untilRow(desk, '39~001', ({ status, pending }) => status === 'contacted' && pending);
});
