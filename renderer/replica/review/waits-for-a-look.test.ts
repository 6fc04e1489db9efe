import 'fake-indexeddb/auto';
import { firstValueFrom } from 'rxjs';
import { afterEach, expect, test } from 'vitest';
import { everyLead } from '../../../contract/lead-filter.ts';
import { aLead, aPerson, aProduct } from '../../../contract/testing/build-document.ts';
import { someTime } from '../../../contract/testing/build-event.ts';
import { unwritten } from '../../../domain/dispatching/written-message.ts';
import type { Composed } from '../desk.ts';
import { withoutAdvertisement } from '../quiet-console.ts';
import type { RunningDesk } from '../start-desk.ts';
import { createDesks, someSurroundings, until, untilRow, untilStatus } from '../testing/a-desk.ts';
import { aServer, contacted, oneLead, patchOn, type ShopServer } from '../testing/a-server.ts';

console.warn = withoutAdvertisement(console.warn);

const desks = createDesks();
afterEach(() => desks.stopAll());

const newLeads: Composed = { ...unwritten, selection: { kind: 'matching', filter: { ...everyLead, statuses: ['new'] } } };
const leadOf = (userId: string) => aLead({ userId, id: `${userId}~001` });

/** Two people who may be written to, on a desk that has seen them; what the server takes is in `sent`. */
async function aShop() {
  const server = aServer();
  const sent: (readonly string[])[] = [];
  server.onCommand((command) => {
    if (command.act.kind === 'requestDispatch') sent.push(command.act.recipients.map(({ userId }) => userId));
    return patchOn(server, command);
  });
  server.write([
    ['product', aProduct()],
    ['lead', leadOf('39')],
    ['lead', leadOf('40')],
    ['person', aPerson()],
    ['person', aPerson({ id: '40' })],
  ]);
  const surroundings = someSurroundings(server.fetch);
  let passed = 0; // the clock goes on, or nobody could say "since then"
  const desk = desks.start({ ...surroundings, now: () => surroundings.now() + passed++ });
  await untilStatus(desk, 'connected');
  await untilRow(desk, '40~001', ({ consented, productName }) => consented && productName !== undefined);
  return { server, desk, sent };
}

async function goOffline(server: ShopServer, desk: RunningDesk) {
  server.goDown();
  await untilStatus(desk, 'offline');
}

/** Filled, and then once more caught up with the server. */
async function untilInStep(desk: RunningDesk) {
  const { syncedAt: filledAt = 0 } = await untilStatus(desk, 'connected');
  const again = async () => {
    await desk.syncNow();
    return (await firstValueFrom(desk.status$)).syncedAt;
  };
  await expect.poll(again).toBeGreaterThan(filledAt);
}

async function compose(desk: RunningDesk, composed: Composed) {
  const { dispatchId } = await desk.requestDispatch(await desk.planDispatch(composed), composed);
  return dispatchId;
}

/** One comes, and one withdraws their consent. */
function changeAudience(server: ShopServer) {
  const withdrawn = aPerson({ id: '40', consents: [{ purpose: 'ad', channel: 'kakao', granted: false, at: someTime + 1, factId: 'c' }] });
  server.write([
    ['lead', leadOf('41')],
    ['person', aPerson({ id: '41' })],
    ['person', withdrawn],
  ]);
}

const inReview = (desk: RunningDesk) => until(desk.status$, ({ review, connection }) => review === 1 && connection === 'connected');

test('given an audience that changed while nobody was connected, the message waits for a look and says who entered and left', async () => {
  const { server, desk, sent } = await aShop();
  await goOffline(server, desk);
  const dispatchId = await compose(desk, newLeads);
  changeAudience(server);

  server.comeUp();
  await inReview(desk);

  const [view] = await until(desk.dispatches$(), ([newest]) => newest?.review !== undefined);
  expect(view).toMatchObject({ id: dispatchId, pending: true, review: { entered: 1, left: 1 } });
  const review = await desk.reviewDispatch(dispatchId);
  expect(review).toMatchObject({
    entered: [{ userId: '41' }],
    left: [{ userId: '40', reason: 'consent.withdrawn' }],
    plan: { sendable: 2 },
  });
  expect(sent).toEqual([]);

  await desk.sendAsComposed(dispatchId);
  await expect.poll(() => sent).toEqual([['39', '40']]);
});

test('given the same audience, it leaves by itself; and given "send anyway", whatever became of it', async () => {
  const { server, desk, sent } = await aShop();
  await goOffline(server, desk);
  await compose(desk, { ...unwritten, selection: { kind: 'ids', ids: ['39~001'] } });
  await compose(desk, { ...unwritten, selection: { kind: 'ids', ids: ['40~001'] }, anyway: true });
  changeAudience(server);

  server.comeUp();

  await expect.poll(() => sent.flat().sort()).toEqual(['39', '40']);
  expect(await until(desk.status$, ({ waiting }) => waiting === 0)).not.toHaveProperty('review');
});

test('given those it is for now, another message takes its place, and the old one is never sent', async () => {
  const { server, desk, sent } = await aShop();
  await goOffline(server, desk);
  const old = await compose(desk, newLeads);
  changeAudience(server);
  server.comeUp();
  await inReview(desk);

  const review = await desk.reviewDispatch(old);
  await desk.sendToPresent(old, (review as NonNullable<typeof review>).plan);

  await expect.poll(() => sent).toEqual([['39', '40', '41']]); // the server leaves 40 out, for want of consent
  const views = await until(desk.dispatches$(), (all) => all.some(({ id, pending }) => id === old && !pending));
  expect(views.find(({ id }) => id === old)).toMatchObject({ counts: { cancelled: 2 } });
  expect(await desk.reviewDispatch(old)).toBeUndefined();
});

test('given two windows that both send it to those it is for now, one message takes its place, and the other is told (I7)', async () => {
  const { server, desk, sent } = await aShop();
  await goOffline(server, desk);
  const old = await compose(desk, newLeads);
  changeAudience(server);
  server.comeUp();
  await inReview(desk);
  const review = await desk.reviewDispatch(old);
  const { plan } = review as NonNullable<typeof review>;

  const [, second] = await Promise.allSettled([desk.sendToPresent(old, plan), desk.sendToPresent(old, plan)]);

  expect(second).toMatchObject({ status: 'rejected', reason: { code: 'dispatch.unknown' } });
  await until(desk.status$, ({ waiting, review: unlooked }) => waiting === 0 && unlooked === undefined);
  expect(sent).toEqual([['39', '40', '41']]);
});

test('given a restart while it waits for a look, it still does; discarded, it is never sent', async () => {
  const { server, desk, sent } = await aShop();
  await goOffline(server, desk);
  await compose(desk, newLeads);
  changeAudience(server);
  await desks.stop(desk);
  server.comeUp();
  const again = desks.start(someSurroundings(server.fetch));
  await inReview(again);
  await desks.stop(again);

  const third = desks.start(someSurroundings(server.fetch));
  await inReview(third);
  const [view] = await until(third.dispatches$(), (all) => all.length > 0);
  await third.discardDispatch(view?.id ?? '');
  await third.patch(oneLead, contacted);

  await until(third.status$, ({ waiting, review }) => waiting === 0 && review === undefined);
  expect(server.applied).toHaveLength(1);
  expect(sent).toEqual([]);
});

test('given a desk that is connected and still pulling what it missed, everything else leaves and the message does not', async () => {
  const { server, desk, sent } = await aShop();
  await goOffline(server, desk);
  await compose(desk, newLeads);
  await desk.patch({ kind: 'ids', ids: ['40~001'] }, [{ field: 'tag:vip', to: 'on' }]);
  changeAudience(server);

  server.onRequest((path) => (path.startsWith('/v1/replication/person') ? 'server.busy' : 'pass'));
  server.comeUp();
  await expect.poll(() => server.applied.length).toBe(1);
  const [heldBack] = await until(desk.dispatches$(), (all) => all.length > 0);
  server.onRequest(() => 'pass');
  await inReview(desk);

  expect(heldBack).toMatchObject({ pending: true });
  expect(heldBack).not.toHaveProperty('review');
  expect(sent).toEqual([]);
});

test('given a message written in step with the server, it leaves at once, however its audience changes meanwhile', async () => {
  const { server, desk, sent } = await aShop();
  await untilInStep(desk);
  const plan = await desk.planDispatch(newLeads);
  changeAudience(server);
  await untilRow(desk, '41~001', ({ consented }) => consented);

  await desk.requestDispatch(plan, newLeads);

  await expect.poll(() => sent).toEqual([['39', '40']]);
});

test('given a plan that is not known any more, it is sent where it still comes out the same, and refused where it does not (I8)', async () => {
  const { server, desk, sent } = await aShop();
  const plan = await desk.planDispatch(newLeads);
  const other = await desk.planDispatch({ ...newLeads, selection: { kind: 'ids', ids: ['39~001'] } });
  await desks.stop(desk);
  const again = desks.start(someSurroundings(server.fetch));
  await untilStatus(again, 'connected');
  await untilRow(again, '40~001', ({ consented, productName }) => consented && productName !== undefined);

  expect(await firstValueFrom(again.planned$(plan.id, { kind: 'reachable' }, { offset: 0, limit: 2 }))).toBeUndefined();
  await expect(again.requestDispatch(other, newLeads)).rejects.toMatchObject({ code: 'dispatch.unknown' });
  await again.requestDispatch(plan, newLeads);

  await expect.poll(() => sent).toEqual([['39', '40']]);
});
