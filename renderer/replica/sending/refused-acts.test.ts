import 'fake-indexeddb/auto';
import { afterEach, expect, test } from 'vitest';
import type { Command } from '../../../contract/command.ts';
import { aLead, aPerson } from '../../../contract/testing/build-document.ts';
import { withoutAdvertisement } from '../quiet-console.ts';
import { createDesks, someSurroundings, until, untilRow, untilStatus } from '../testing/a-desk.ts';
import { aServer, contacted, oneLead, patchOn } from '../testing/a-server.ts';

console.warn = withoutAdvertisement(console.warn);

const desks = createDesks();
afterEach(() => desks.stopAll());

/** A desk whose patch of a lead was refused, while an undo of it waits. */
async function aRefusal() {
  const server = aServer();
  server.write([
    ['lead', aLead()],
    ['person', aPerson({ id: '39', name: { value: '김민지', at: 1, factId: 'x' } })],
  ]);
  const seen: Command[] = [];
  let refuse = true;
  server.onCommand((command) => {
    seen.push(command);
    return refuse ? { status: 'rejected', code: 'command.forbidden' } : patchOn(server, command);
  });
  const surroundings = someSurroundings(server.fetch);
  const desk = desks.start(surroundings);
  await untilStatus(desk, 'connected');
  server.onRequest((path) => (path === '/v1/commands' ? 'server.busy' : 'pass'));
  const done = await desk.patch(oneLead, contacted);
  await desk.undo(done);
  server.onRequest(() => 'pass');
  const [refused] = await until(desk.refused$(), ([first]) => first?.held.length === 1);
  return { server, desk, seen, surroundings, refused, allow: () => (refuse = false) };
}

test('given a refused change, it is told with its lead, its value, its reason and what waits for it', async () => {
  const { refused } = await aRefusal();

  expect(refused).toMatchObject({
    kind: 'patchLeads',
    code: 'command.forbidden',
    changes: contacted,
    leads: 1,
    first: { leadId: '39~001', user: '김민지' },
    correctable: { field: 'status', to: 'contacted' },
    held: [{ kind: 'undo', changes: contacted }],
  });
});

test('given a refused change that is retried, it and what waits for it are asked for by new ids, in order, each once (I6)', async () => {
  const { server, desk, seen, refused, allow } = await aRefusal();
  allow();

  await desk.retryRefused(refused?.id ?? '');
  await until(desk.status$, ({ waiting }) => waiting === 0);
  await expect.poll(() => server.applied.length).toBe(2);

  const [patch, undo] = seen.slice(-2);
  expect(patch?.id).not.toBe(refused?.id);
  expect(undo).toMatchObject({ act: { kind: 'undo', undoes: patch?.id }, after: [patch?.id] });
  await until(desk.refused$(), (all) => all.length === 0);
});

test('given a refused change that two windows retry at once, it and what waits for it are asked for once (I6)', async () => {
  const { server, desk, refused, allow } = await aRefusal();
  allow();

  await Promise.all([desk.retryRefused(refused?.id ?? ''), desk.retryRefused(refused?.id ?? '')]);
  await until(desk.status$, ({ waiting }) => waiting === 0);

  await until(desk.refused$(), (all) => all.length === 0);
  await expect.poll(() => server.applied.length).toBe(2);
});

test('given a refused change that is discarded, what waits for it goes too, both come back when asked, also after a restart', async () => {
  const { desk, refused, surroundings } = await aRefusal();
  const id = refused?.id ?? '';

  await desk.dismissRefused(id);
  await until(desk.refused$(), (all) => all.length === 0);
  await desks.stop(desk);
  const again = desks.start(surroundings);
  await untilStatus(again, 'connected');
  expect(await until(again.refused$(), () => true)).toEqual([]);
  await again.restoreRefused(id);

  expect(await until(again.refused$(), ([first]) => first !== undefined)).toMatchObject([{ id, held: [{ kind: 'undo' }] }]);
});

test('given a refused change that is corrected, the corrected value is written and nothing of the old one is left', async () => {
  const { desk, refused, allow } = await aRefusal();
  allow();

  await desk.correctRefused(refused?.id ?? '', 'won');

  await untilRow(desk, '39~001', ({ status, pending }) => status === 'won' && !pending);
  await until(desk.refused$(), (all) => all.length === 0);
});

test('given a server that is busy, the queue tells what waits, when the server last answered, and why it does not now', async () => {
  const { server, desk, refused } = await aRefusal();
  server.onRequest((path) => (path === '/v1/commands' ? 'server.busy' : 'pass'));

  await desk.patch(oneLead, [{ field: 'tag:vip', to: 'on' }]);
  const queue = await until(desk.queue$(), ({ trouble }) => trouble !== undefined);

  expect(queue).toMatchObject({
    waiting: 1,
    oldest: [{ changes: [{ field: 'tag:vip', to: 'on' }] }],
    trouble: { code: 'server.busy' },
  });
  expect(queue.answeredAt).toBeGreaterThanOrEqual(refused?.refusedAt ?? Number.POSITIVE_INFINITY);
});
