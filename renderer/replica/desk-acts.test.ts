import 'fake-indexeddb/auto';
import { afterEach, expect, test } from 'vitest';
import type { Command } from '../../contract/command.ts';
import { everyLead } from '../../contract/lead-filter.ts';
import { aLead, aPerson, aProduct } from '../../contract/testing/build-document.ts';
import { anEventId, someTime } from '../../contract/testing/build-event.ts';
import { unwritten } from '../../domain/dispatching/written-message.ts';
import { withoutAdvertisement } from './quiet-console.ts';
import { createDesks, everyLeadQuery, someSurroundings, until, untilRow, untilStatus } from './testing/a-desk.ts';
import { aServer, contacted, oneLead, patchOn, type ShopServer } from './testing/a-server.ts';

console.warn = withoutAdvertisement(console.warn);

const desks = createDesks();
afterEach(() => desks.stopAll());

test('given no server, shows what is stored, takes edits and keeps both over restarts; then each is applied once', async () => {
  const server = aServer();
  server.write([['lead', aLead()]]);
  const first = desks.start(someSurroundings(server.fetch));
  await untilStatus(first, 'connected');
  await desks.stop(first);

  server.goDown();
  const offline = desks.start(someSurroundings(server.fetch));
  await untilRow(offline, '39~001', ({ status }) => status === 'new');
  await offline.patch(oneLead, contacted);
  await offline.patch(oneLead, [{ field: 'tag:vip', to: 'on' }]);
  await desks.stop(offline);

  const again = desks.start(someSurroundings(server.fetch));
  const row = await untilRow(again, '39~001', ({ status }) => status === 'contacted');
  expect(row).toMatchObject({ pending: true, tags: ['vip'] });
  expect(await untilStatus(again, 'offline')).toMatchObject({ waiting: 2 });

  server.comeUp();
  await until(again.status$, ({ waiting, connection }) => waiting === 0 && connection === 'connected');
  await untilRow(again, '39~001', ({ pending }) => !pending);
  expect(server.applied).toHaveLength(2);
  expect(server.documents('lead')[0]).toMatchObject({ status: 'contacted', tags: ['vip'] });
});

test('given the server overwrites a lead that is being edited, the edit is still shown', async () => {
  const server = aServer();
  server.write([['lead', aLead()]]);
  const desk = desks.start(someSurroundings(server.fetch));
  await untilStatus(desk, 'connected');
  server.onRequest((path) => (path === '/v1/commands' ? 'server.busy' : 'pass'));

  await desk.patch(oneLead, contacted);
  server.write([['lead', aLead({ searches: 3 })]]);

  expect(await untilRow(desk, '39~001', ({ searches }) => searches === 3)).toMatchObject({ status: 'contacted', pending: true });
});

test('given an outcome whose effect is still being pulled, the old value never flashes up', async () => {
  const server = aServer();
  server.write([['lead', aLead()]]);
  const desk = desks.start(someSurroundings(server.fetch));
  await untilStatus(desk, 'connected');
  const shown: string[] = [];
  const watching = desk.leads$(everyLeadQuery).subscribe(({ rows }) => void shown.push(String(rows[0]?.status)));
  server.onRequest((path) => (path.includes('/replication/lead') ? 'server.busy' : 'pass'));

  await desk.patch(oneLead, contacted);
  await until(desk.status$, ({ waiting }) => waiting === 0);
  server.onRequest(() => 'pass');
  await desk.syncNow();
  await untilRow(desk, '39~001', ({ pending }) => !pending);
  watching.unsubscribe();

  expect(shown.join().replace(/^(new,?)*/, '')).not.toContain('new');
});

test('given a command that is refused, it stays visible until it was seen, and the value falls back', async () => {
  const server = aServer();
  server.write([['lead', aLead()]]);
  server.onCommand(() => ({ status: 'rejected', code: 'command.forbidden' }));
  const desk = desks.start(someSurroundings(server.fetch));
  await untilStatus(desk, 'connected');

  await desk.patch(oneLead, contacted);

  const [refused] = await until(desk.refused$(), (all) => all.length === 1);
  expect(refused).toMatchObject({ kind: 'patchLeads', code: 'command.forbidden' });
  await untilRow(desk, '39~001', ({ status }) => status === 'new');
  await desk.dismissRefused(refused?.id ?? '');
  await until(desk.refused$(), (all) => all.length === 0);
});

test('given an edit undone before it was sent, the lead is as before and both are applied in order', async () => {
  const server = aServer();
  server.write([['lead', aLead()]]);
  const desk = desks.start(someSurroundings(server.fetch));
  await untilStatus(desk, 'connected');
  server.onRequest((path) => (path === '/v1/commands' ? 'refuse' : 'pass'));

  const done = await desk.patch(oneLead, contacted);
  await untilRow(desk, '39~001', ({ status }) => status === 'contacted');
  await desk.undo(done);
  await untilRow(desk, '39~001', ({ status }) => status === 'new');
  server.onRequest(() => 'pass');

  await expect.poll(() => server.applied.length).toBe(2);
  expect(server.applied[0]).toBe(done.undoes);
});

const manyLeads = (count: number) => Array.from({ length: count }, (_, i) => aLead({ userId: `u${i}`, id: `u${i}~001` }));

/** A connected desk of a shop with many leads; keeps every command that the server was sent. */
async function aBusyShop(
  leads: number,
  answers: (server: ShopServer, command: Command, nth: number) => ReturnType<typeof patchOn> | object,
) {
  const server = aServer();
  server.write(manyLeads(leads).map((lead) => ['lead', lead]));
  const sent: Command[] = [];
  server.onCommand((command) => answers(server, command, sent.push(command)));
  const desk = desks.start(someSurroundings(server.fetch));
  await untilStatus(desk, 'connected');
  await until(desk.leads$(everyLeadQuery), ({ all }) => all === leads);
  return { server, desk, sent };
}

test('given more leads than a command may name, they are patched in several under one batch, each lead once', async () => {
  const { desk, sent } = await aBusyShop(1_200, patchOn);

  const done = await desk.patch({ kind: 'matching', filter: everyLead }, contacted);
  await until(desk.status$, ({ waiting }) => waiting === 0);

  expect(done.leads).toBe(1_200);
  const acts = sent.map(({ act }) => act).filter((act) => act.kind === 'patchLeads');
  const named = acts.map(({ groups }) => groups.flatMap((group) => group.leads));
  expect(named.map((leads) => leads.length)).toEqual([500, 500, 200]);
  expect(new Set(named.flat()).size).toBe(1_200);
  expect(acts.every(({ batchId }) => batchId === done.undoes)).toBe(true);
});

test('given a bulk of which one part is refused, undoing it is not held back by that part', async () => {
  const { server, desk, sent } = await aBusyShop(1_200, (shop, command, nth) =>
    nth === 2 ? { status: 'rejected', code: 'lead.unknown' } : patchOn(shop, command),
  );
  server.onRequest((path) => (path === '/v1/commands' ? 'server.busy' : 'pass'));

  await desk.undo(await desk.patch({ kind: 'matching', filter: everyLead }, contacted));
  expect(await until(desk.leads$(everyLeadQuery), () => true)).toMatchObject({
    rows: expect.arrayContaining([expect.objectContaining({ status: 'new' })]),
  });
  server.onRequest(() => 'pass');
  await until(desk.status$, ({ waiting }) => waiting === 0);

  expect(sent.map(({ act }) => act.kind)).toEqual(['patchLeads', 'patchLeads', 'patchLeads', 'undo', 'undo']);
  expect(await until(desk.refused$(), () => true)).toMatchObject([{ kind: 'patchLeads', code: 'lead.unknown', held: [{ kind: 'undo' }] }]);
});

test('given more people than a dispatch may name, each is asked for once, in dispatches of their own', async () => {
  const { server, desk, sent } = await aBusyShop(1_100, () => ({}));
  server.write([['product', aProduct()]]);
  server.write(manyLeads(1_100).map(({ userId }) => ['person', aPerson({ id: userId })]));
  await untilRow(desk, 'u0~001', ({ consented, productName }) => consented && productName !== undefined);

  const composed = { ...unwritten, selection: { kind: 'matching' as const, filter: everyLead } };
  const plan = await desk.planDispatch(composed);
  const { dispatchId } = await desk.requestDispatch(plan, composed);
  await until(desk.status$, ({ waiting }) => waiting === 0);

  expect(plan.sendable).toBe(1_100);
  expect(sent[0]?.id).toBe(dispatchId);
  const named = sent.map(({ act }) => (act.kind === 'requestDispatch' ? act.recipients.map(({ userId }) => userId) : []));
  expect(named.map((users) => users.length)).toEqual([1_000, 100]);
  expect(new Set(named.flat()).size).toBe(1_100);
});

test('given a request that waits, a decision counts at once, and stays when the server has made it', async () => {
  const server = aServer();
  const requestEventId = anEventId();
  const waiting = aLead({ waiting: 1, tail: [{ at: someTime, factId: requestEventId, kind: 'requested', text: '선물 포장' }] });
  const decided = { at: someTime, requestEventId, decisionNo: 1, requestType: '0' as const };
  server.write([['lead', waiting]]);
  server.onCommand(() => ({ writes: [['lead', { ...waiting, waiting: 0, refusals: 1, lastRequest: decided }]] }));
  const desk = desks.start(someSurroundings(server.fetch));
  await untilStatus(desk, 'connected');
  server.onRequest((path) => (path === '/v1/commands' ? 'server.busy' : 'pass'));

  await desk.decide([{ leadId: waiting.id, requestEventId }], 'refuse');
  expect(await untilRow(desk, waiting.id, ({ pending }) => pending)).toMatchObject({ waiting: 0, refusals: 1, lastRequestType: '0' });
  server.onRequest(() => 'pass');

  expect(await untilRow(desk, waiting.id, ({ pending }) => !pending)).toMatchObject({ waiting: 0, refusals: 1, lastRequestType: '0' });
  await expect(desk.decide([{ leadId: waiting.id, requestEventId: 'no event' }], 'refuse')).rejects.toMatchObject({
    code: 'command.schema',
  });
});
