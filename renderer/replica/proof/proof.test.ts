import 'fake-indexeddb/auto';
import { firstValueFrom } from 'rxjs';
import { filter } from 'rxjs/operators';
import { afterEach, expect, test } from 'vitest';
import { aLead, aPerson, aProduct } from '../../../contract/testing/build-document.ts';
import { withoutAdvertisement } from '../quiet-console.ts';
import type { RunningDesk } from '../start-desk.ts';
import { createDesks, someSurroundings, untilRow } from '../testing/a-desk.ts';
import { aServer, contacted, oneLead, type ShopServer } from '../testing/a-server.ts';
import { damageRecord } from '../testing/damage.ts';
import type { ProofView } from './proof-view.ts';

console.warn = withoutAdvertisement(console.warn);

const desks = createDesks();
afterEach(() => desks.stopAll());

const untilProof = (desk: RunningDesk, holds: (view: ProofView) => boolean): Promise<ProofView> =>
  firstValueFrom(desk.proof$().pipe(filter(holds)));
const isSame = ({ state }: ProofView) => state.kind === 'same';

/** A shop with some leads, and a desk that is known to be its server's. */
async function aProvenDesk(server: ShopServer = aServer(), leads = 40) {
  server.write([
    ...Array.from({ length: leads }, (_, i) => ['lead', aLead({ userId: String(i), id: `${i}~001` })] as const),
    ['person', aPerson({ id: '39' })],
    ['product', aProduct()],
  ]);
  const surroundings = someSurroundings(server.fetch);
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
