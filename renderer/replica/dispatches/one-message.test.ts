import 'fake-indexeddb/auto';
import { afterEach, expect, test } from 'vitest';
import type { Command } from '../../../contract/command.ts';
import type { Dispatch } from '../../../contract/dispatch.ts';
import { everyLead } from '../../../contract/lead-filter.ts';
import type { SendingPolicy } from '../../../contract/policy/sending-policy.ts';
import { aUlid } from '../../../contract/testing/build-command.ts';
import { aDispatch, aLead, anItem, aPerson, aProduct } from '../../../contract/testing/build-document.ts';
import { someTime } from '../../../contract/testing/build-event.ts';
import { defaultSendingRules } from '../../../domain/dispatching/default-rules.ts';
import { pauseDispatch } from '../../../domain/dispatching/dispatch-step.ts';
import { noItems } from '../../../domain/dispatching/item-step.ts';
import { newDispatch } from '../../../domain/dispatching/new-dispatch.ts';
import { unwritten } from '../../../domain/dispatching/written-message.ts';
import type { ItemsView } from '../desk/item-page.ts';
import type { DispatchView } from '../desk.ts';
import { withoutAdvertisement } from '../quiet-console.ts';
import type { RunningDesk } from '../start-desk.ts';
import { createDesks, everyLeadQuery, someSurroundings, until, untilRow, untilStatus } from '../testing/a-desk.ts';
import { aServer, type ShopServer } from '../testing/a-server.ts';

console.warn = withoutAdvertisement(console.warn);

const desks = createDesks();
afterEach(() => desks.stopAll());

/** A desk is filled with a thousand people on a machine that may be busy with other things. */
const bigTimeoutMs = 60_000;

/** One more than a command may name. */
const people = 1_001;
const composed = { ...unwritten, selection: { kind: 'matching' as const, filter: everyLead } };

/** Queues what is asked for, and pauses what is to be paused, as the server does; refuses the parts of these numbers. */
function queue(server: ShopServer, { id, issuedAt: at, act }: Command, refuses: readonly number[]) {
  if (act.kind === 'pauseDispatch') {
    const dispatch = server
      .documents('dispatch')
      .map((one) => one as Dispatch)
      .find(({ id: known }) => known === act.dispatchId) as Dispatch;
    return { writes: [['dispatch', pauseDispatch(dispatch)] as const] };
  }
  if (act.kind !== 'requestDispatch') return {};
  if (refuses.includes(act.part?.number ?? 1)) return { status: 'rejected' as const, code: 'sender.incomplete' as const };
  return { writes: [['dispatch', newDispatch({ id, by: 'owner', at }, act, act.recipients).dispatch] as const] };
}

/** A connected desk that may write to more people than one command names; keeps every command that the server was sent. */
async function aBigShop(refuses: readonly number[] = []) {
  const server = aServer();
  const users = Array.from({ length: people }, (_, n) => `u${n}`);
  server.write([['product', aProduct()]]);
  server.write(users.map((userId) => ['lead', aLead({ userId, id: `${userId}~001` })]));
  server.write(users.map((id) => ['person', aPerson({ id })]));
  const sent: Command[] = [];
  server.onCommand((command) => {
    sent.push(command);
    return queue(server, command, refuses);
  });
  const desk = desks.start(someSurroundings(server.fetch));
  await untilStatus(desk, 'connected');
  await until(desk.leads$(everyLeadQuery), ({ all }) => all === people);
  await untilRow(desk, 'u0~001', ({ consented, productName }) => consented && productName !== undefined);
  return { server, desk, sent };
}

async function sendToAll(desk: RunningDesk) {
  const { dispatchId } = await desk.requestDispatch(await desk.planDispatch(composed), composed);
  return dispatchId;
}

const firstLines = { offset: 0, limit: 10 };
const itemsIn = (desk: RunningDesk, dispatchId: string, asked: ItemsView = {}) =>
  until(desk.items$(dispatchId, asked, firstLines), () => true);

const shownOnce = async (desk: RunningDesk, is: (shown: DispatchView) => boolean) => {
  const all = await until(desk.dispatches$(), ([one]) => one !== undefined && is(one));
  expect(all).toHaveLength(1);
  return all[0];
};

test('given no server, a message to more people than a command names is one that waits, and calling it off is one act', {
  timeout: bigTimeoutMs,
}, async () => {
  const { server, desk, sent } = await aBigShop();
  server.goDown();
  await untilStatus(desk, 'offline');

  const dispatchId = await sendToAll(desk);
  expect(await shownOnce(desk, () => true)).toMatchObject({
    id: dispatchId,
    pending: true,
    counts: { pending: people },
    parts: { count: 2 },
  });
  expect(await itemsIn(desk, dispatchId)).toMatchObject({ everybody: people, total: people });

  await desk.cancelDispatch(dispatchId);
  server.comeUp();
  await untilStatus(desk, 'connected');

  expect(await shownOnce(desk, ({ pending }) => !pending)).toMatchObject({ state: 'cancelled', counts: { pending: 0, cancelled: people } });
  expect(sent).toEqual([]);
});

test('given a part that the server refuses, the message says for how many and why, and its brakes are of what was taken', {
  timeout: bigTimeoutMs,
}, async () => {
  const { desk, sent } = await aBigShop([2]);

  const dispatchId = await sendToAll(desk);
  const shown = await shownOnce(desk, ({ pending, parts }) => !pending && parts?.refused !== undefined);
  expect(shown).toMatchObject({
    counts: { pending: 1_000, failed: 1 },
    parts: { count: 2, refused: { people: 1, codes: ['sender.incomplete'] } },
  });
  expect(await itemsIn(desk, dispatchId, { group: 'failed' })).toMatchObject({
    everybody: people,
    total: 1,
    lines: [{ state: 'failed', reason: 'sender.incomplete' }],
    reasons: [{ value: 'sender.incomplete', count: 1 }],
  });

  await desk.pauseDispatch(dispatchId);

  expect(await shownOnce(desk, ({ state }) => state === 'held')).toMatchObject({ hold: { reason: 'paused' } });
  await expect.poll(() => sent.map(({ act }) => act.kind)).toEqual(['requestDispatch', 'requestDispatch', 'pauseDispatch']);
  expect(sent[0]?.act).toMatchObject({ part: { of: dispatchId, number: 1, count: 2, people } });
});

test('given notices of results, or what failed once more, asked for without a server, each is listed at once as waiting', async () => {
  const server = aServer();
  const template = { code: 'RESULT', text: '#{날짜} #{내용}: #{결과}' };
  const word = { purpose: 'ad', channel: 'kakao', granted: true, at: someTime, factId: 'b' } as const;
  const policy: SendingPolicy = {
    ...defaultSendingRules,
    ...{ noticeTemplate: template, version: 1, by: 'owner', at: someTime, commandId: aUlid() },
  };
  const failed = aDispatch({ state: 'failed', counts: { ...noItems(), failed: 1 } });
  server.write([
    ['dispatch', failed],
    ['dispatchItem', anItem({ dispatchId: failed.id, state: 'failed' })],
    ['person', aPerson({ words: [word] })],
    ['policy', policy],
  ]);
  const desk = desks.start(someSurroundings(server.fetch));
  await untilStatus(desk, 'connected');
  await until(desk.items$(failed.id, {}, firstLines), ({ total }) => total === 1);
  server.goDown();
  await untilStatus(desk, 'offline');

  await desk.sendNotices([{ userId: '39', consentFactId: 'b' }]);
  const { dispatchId } = await desk.resendFailed(failed.id);

  const [again, notices] = await until(desk.dispatches$(), ({ length }) => length === 3);
  expect(notices).toMatchObject({ pending: true, channel: 'kakao_alimtalk', counts: { pending: 1 } });
  expect(again).toMatchObject({ id: dispatchId, pending: true, resends: failed.id, counts: { pending: 1 } });
  expect((await itemsIn(desk, notices?.id ?? '')).lines).toMatchObject([
    {
      userId: '39',
      state: 'pending',
      consentFactId: 'b',
      message: { text: expect.stringContaining('카카오톡 광고 수신 동의: 처리 완료') },
    },
  ]);
});
