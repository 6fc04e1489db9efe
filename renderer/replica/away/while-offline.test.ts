import 'fake-indexeddb/auto';
import { afterEach, expect, test } from 'vitest';
import type { LeadStatus } from '../../../contract/lead.ts';
import { everyLead } from '../../../contract/lead-filter.ts';
import { aLead } from '../../../contract/testing/build-document.ts';
import { someTime } from '../../../contract/testing/build-event.ts';
import { withoutAdvertisement } from '../quiet-console.ts';
import { createDesks, someSurroundings, until, untilRow, untilStatus } from '../testing/a-desk.ts';
import { aServer, patchOn } from '../testing/a-server.ts';

console.warn = withoutAdvertisement(console.warn);

const desks = createDesks();
afterEach(() => desks.stopAll());

const leadOf = (userId: string, status: LeadStatus = 'new') => aLead({ userId, id: `${userId}~001`, status });
const newLeads = { ...everyLead, statuses: ['new' as const] };
const threeHoursMs = 3 * 3_600_000;

/** Applies segments as the server does, as far as a test needs it. */
function aServerWithSegments() {
  const server = aServer();
  server.onCommand((command) => {
    const { act, issuedAt } = command;
    if (act.kind === 'deleteSegment') return {};
    if (act.kind !== 'saveSegment' || !act.name || !act.filter) return patchOn(server, command);
    return { writes: [['segment', { id: act.segmentId, name: act.name.to, filter: act.filter.to, by: 'owner', at: issuedAt }]] };
  });
  return server;
}

test('given three hours without a server, her own edits are no news, and who came and what a teammate changed is told, also after a restart', async () => {
  const server = aServerWithSegments();
  let clock = someTime;
  const now = () => clock;
  server.write(['1', '2', '3'].map((user) => ['lead', leadOf(user)]));
  const first = desks.start(someSurroundings(server.fetch, { now }));
  await untilStatus(first, 'connected');
  await untilRow(first, '3~001', () => true);
  const { segmentId } = await first.saveSegment({ name: ' 신규 ', filter: newLeads });
  await until(first.status$, ({ waiting }) => waiting === 0);
  await until(first.segments$(), ([segment]) => segment?.name === '신규' && segment.count === 3);
  await desks.stop(first);

  server.goDown();
  const offline = desks.start(someSurroundings(server.fetch, { now }));
  await untilRow(offline, '1~001', () => true);
  await offline.patch({ kind: 'ids', ids: ['1~001'] }, [{ field: 'status', to: 'won' }]);
  await until(offline.segments$(), ([segment]) => segment?.count === 2);
  server.write([
    ['lead', leadOf('2', 'lost')],
    ['lead', leadOf('4')],
  ]);
  clock += threeHoursMs;
  server.comeUp();
  const told = await until(offline.away$(), (away) => away !== undefined);
  await desks.stop(offline);
  const again = desks.start(someSurroundings(server.fetch, { now }));
  const stillTold = await until(again.away$(), (away) => away !== undefined);
  await again.dismissAway();
  const after = await until(again.away$(), (away) => away === undefined);

  expect(told).toMatchObject({
    periods: [{ until: someTime + threeHoursMs }],
    segments: [
      {
        segmentId,
        name: '신규',
        entered: { count: 1, people: [{ leadId: '4~001', user: '4', gone: false }] },
        left: { count: 1, people: [{ leadId: '2~001', user: '2' }] },
      },
    ],
  });
  expect(stillTold).toEqual(told);
  expect(after).toBeUndefined();
});

test('given a segment deleted and brought back before anybody heard of it, it is there as it was', async () => {
  const server = aServerWithSegments();
  const desk = desks.start(someSurroundings(server.fetch));
  await untilStatus(desk, 'connected');
  server.goDown();
  await untilStatus(desk, 'offline');

  const { segmentId } = await desk.saveSegment({ name: '신규', filter: newLeads });
  await desk.saveSegment({ segmentId, name: '새 손님' });
  const deleted = await desk.deleteSegment(segmentId);
  const gone = await until(desk.segments$(), (all) => all.length === 0);
  await desk.restoreSegment(deleted);

  expect(gone).toEqual([]);
  expect(await until(desk.segments$(), (all) => all.length === 1)).toMatchObject([{ id: segmentId, name: '새 손님', filter: newLeads }]);
  await expect(desk.saveSegment({ segmentId, name: '  ' })).rejects.toMatchObject({ code: 'command.schema' });
});
