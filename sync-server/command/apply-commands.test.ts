import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { documentSchemas } from '../../contract/collection.ts';
import type { PatchLeads } from '../../contract/command/patch-leads.ts';
import { Outcome } from '../../contract/command.ts';
import { anyFieldPatch } from '../../contract/testing/arbitrary-patch.ts';
import { aCommand, aPatch, aUlid } from '../../contract/testing/build-command.ts';
import { aConsent, anIdentification, aProductStatement, aRequest, aSearch, someTime } from '../../contract/testing/build-event.ts';
import type { UpEvent } from '../../contract/up-event.ts';
import { conflictId, decisionId } from '../../domain/identity/ids.ts';
import { Documents } from '../facts/documents.ts';
import { writeFacts } from '../facts/write-facts.ts';
import { aCommandFact } from '../store/testing/build-fact.ts';
import { feedOf, internalsOf, openShop, type Shop, waitingFor, workspace } from '../testing/open-shop.ts';
import { createCommands } from './apply-commands.ts';
import { may } from './may.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

async function learn(...events: readonly UpEvent[]): Promise<void> {
  await shop.publish('bot', ...events);
  await shop.drain();
}

const leadOf = async (id: string) => (await shop.store.feed.documents(workspace, 'lead', [id])).get(id);
const activityOf = async (id: string) => (await shop.store.feed.documents(workspace, 'activity', [id])).get(id);
const everything = async () => [await feedOf(shop), await internalsOf(shop), await waitingFor(shop, 'bot')];

test('given a patch of what the marketer saw, it stands, is visible at a seq and is told to the chat client', async () => {
  await learn(aSearch());

  const outcome = await shop.act(aPatch());

  expect(outcome).toMatchObject({ status: 'applied', visibleAt: { seqs: { lead: expect.any(Number), activity: expect.any(Number) } } });
  const { epoch, heads } = await shop.store.feed.heads(workspace);
  expect(outcome.visibleAt).toEqual({ epoch, seqs: { lead: heads.lead, activity: heads.activity } });
  expect(await leadOf('39~001')).toMatchObject({ status: 'contacted' });
  expect(await activityOf(outcome.id)).toMatchObject({ kind: 'patched', by: 'owner' });
  expect((await waitingFor(shop, 'bot')).at(-1)).toMatchObject({ kind: 'patched', userId: '39', productId: '001', status: 'contacted' });
});

test('given a patch of tags and notes, the chat client hears nothing of it', async () => {
  await learn(aSearch());
  const before = await waitingFor(shop, 'bot');

  await shop.act(aPatch({ field: 'tag:vip', from: undefined, to: 'on' }));

  expect(await waitingFor(shop, 'bot')).toEqual(before);
});

test('given a field that somebody changed meanwhile, the later command wins and the lost value is in the conflict inbox', async () => {
  await learn(aSearch());
  await shop.act(aPatch({ to: 'won' }));

  const outcome = await shop.act(aPatch({ from: 'new', to: 'lost' }));

  expect(outcome).toMatchObject({ status: 'conflict', overwritten: [{ leadId: '39~001', field: 'status', lost: 'won' }] });
  expect(await leadOf('39~001')).toMatchObject({ status: 'lost' });
  const id = conflictId(outcome.id, '39~001', 'status');
  expect(await activityOf(id)).toMatchObject({ kind: 'conflict', lost: 'won', kept: 'lost', commandId: outcome.id });
});

test('given leads of which one is not here, the others are patched and the missing one is named', async () => {
  await learn(aSearch());

  expect(await shop.act(aPatch({ leads: ['39~001', '41~001'] }))).toMatchObject({ status: 'applied', missing: ['41~001'] });
  expect(await shop.act(aPatch({ leads: ['41~001'] }))).toMatchObject({ status: 'rejected', code: 'lead.unknown' });
});

test('given a field that holds the new value already, nothing changes and no place in the feed is named', async () => {
  await learn(aSearch());
  const before = await feedOf(shop);

  const outcome = await shop.act(aPatch({ from: 'lost', to: 'new' }));

  expect(outcome).toEqual({ id: outcome.id, status: 'applied', leftAlone: [{ leadId: '39~001', field: 'status' }] });
  expect(await feedOf(shop)).toEqual(before);
});

const note = `note:${aUlid()}` as const;
const noted = (to: string, from?: string): PatchLeads => ({
  kind: 'patchLeads',
  groups: [{ field: note, to, ...(from !== undefined && { from }), leads: ['39~001', '40~001'] }],
});

test('given notes on leads of two people, the text is in the personal part of each and not in the log row', async () => {
  await learn(aSearch(), aSearch({ userId: '40' }));
  await shop.act(noted('첫 통화'));

  const outcome = await shop.act(noted('둘째 통화', '못 본 글'));

  const fact = await shop.store.log.fact(workspace, outcome.id);
  expect(JSON.stringify(fact?.body)).not.toMatch(/통화|못 본/);
  expect(fact?.personal.map(({ person }) => person).sort()).toEqual(['39', '40']);
  expect(JSON.stringify(fact?.personal)).toMatch(/첫 통화/);
  expect((await leadOf('40~001'))?.notes).toMatchObject([{ text: '둘째 통화', by: 'owner' }]);
  expect(await activityOf(conflictId(outcome.id, '39~001', note))).toMatchObject({ lost: '첫 통화' });
  expect(JSON.stringify(await activityOf(outcome.id))).not.toMatch(/통화/);
});

test('given a lost note, the outcome names it the first time and every time it is asked for again', async () => {
  await learn(aSearch(), aSearch({ userId: '40' }));
  await shop.act(noted('첫 통화'));
  const command = aCommand(noted('둘째 통화'));

  const [first] = await shop.apply(command);
  const [again] = await shop.apply(command);

  expect(first?.overwritten).toMatchObject([{ lost: '첫 통화' }, { lost: '첫 통화' }]);
  expect(again).toEqual(first);
});

test('given the same command any number of times, in one batch or many, it has one effect and one outcome (I6)', async () => {
  await learn(aSearch());
  const command = aCommand(aPatch());
  const [first] = await shop.apply(command);
  const before = await everything();

  const again = await shop.apply(command, command, structuredClone(command));

  expect(again).toEqual([first, first, first]);
  expect(await everything()).toEqual(before);
});

test('given an id that another command or another member has used, it is rejected and the first stands (I6, I9)', async () => {
  await learn(aSearch());
  const command = aCommand(aPatch());
  await shop.apply(command);

  const reused = { ...command, act: aPatch({ to: 'won' }) };
  const others = createCommands({ store: shop.store, wakeUps: shop.wakeUps, now: () => shop.clock.now });

  expect(await shop.apply(reused)).toEqual([{ id: command.id, status: 'rejected', code: 'command.idReused' }]);
  expect(await others.apply(workspace, 'mina', [command])).toEqual([{ id: command.id, status: 'rejected', code: 'command.idReused' }]);
  expect(await leadOf('39~001')).toMatchObject({ status: 'contacted' });
});

test.each([
  ['an unknown act', { kind: 'dropEverything' }],
  ['a status that is none', aPatch({ to: 'sold' })],
  ['an assignee that no member can be called', aPatch({ field: 'marketerId', from: undefined, to: '두 사람' })],
  ['one field of a lead twice', { kind: 'patchLeads', groups: [...aPatch().groups, ...aPatch({ to: 'won' }).groups] }],
])('given %s, the command is rejected, not stored, and the next one is applied', async (_what, act) => {
  await learn(aSearch());
  const bad = { id: aUlid(), issuedAt: someTime, act };
  const good = aCommand(aPatch());
  const commands = createCommands({ store: shop.store, wakeUps: shop.wakeUps, now: () => shop.clock.now });

  const outcomes = await commands.apply(workspace, 'owner', [bad, good]);

  expect(outcomes).toMatchObject([
    { id: bad.id, status: 'rejected', code: 'command.schema' },
    { id: good.id, status: 'applied' },
  ]);
  expect(await shop.store.log.fact(workspace, bad.id)).toBeUndefined();
});

test('given a command after one that was rejected or is not here, it is held: no outcome, nothing stored, and it may come again', async () => {
  await learn(aSearch());
  const rejected = aCommand(aPatch({ leads: ['41~001'] }));
  const waiting = aCommand(aPatch({ to: 'won' }), { after: [rejected.id] });
  const first = aCommand(aPatch());
  const second = aCommand(aPatch({ from: 'contacted', to: 'won' }), { after: [first.id] });

  const outcomes = await shop.apply(rejected, waiting, second);
  const later = await shop.apply(first, second);

  expect(outcomes.map(({ id }) => id)).toEqual([rejected.id]);
  expect(await shop.store.log.fact(workspace, waiting.id)).toBeUndefined();
  expect(later).toMatchObject([{ status: 'applied' }, { id: second.id, status: 'applied' }]);
});

test('given an undo, only fields that still hold what the patch wrote go back, the others are named', async () => {
  await learn(aSearch(), aSearch({ userId: '40' }));
  const patch = await shop.act(aPatch({ leads: ['39~001', '40~001'] }));
  await shop.act(aPatch({ from: 'contacted', to: 'won', leads: ['40~001'] }));

  const undo = await shop.act({ kind: 'undo', undoes: patch.id });

  expect(undo).toMatchObject({ status: 'applied', leftAlone: [{ leadId: '40~001', field: 'status' }] });
  expect(await leadOf('39~001')).toMatchObject({ status: 'new' });
  expect(await leadOf('40~001')).toMatchObject({ status: 'won' });
  expect((await waitingFor(shop, 'bot')).at(-1)).toMatchObject({ kind: 'patched', userId: '39', status: 'new' });
  expect(await shop.act({ kind: 'undo', undoes: patch.id })).toMatchObject({ status: 'rejected', code: 'undo.nothingLeft' });
  expect(await shop.act({ kind: 'undo', undoes: aUlid() })).toMatchObject({ status: 'rejected', code: 'command.unknown' });
});

test('given a bulk of several commands, one undo of its batch reverses all of them', async () => {
  await learn(aSearch(), aSearch({ userId: '40' }));
  const batchId = aUlid();
  await shop.act({ ...aPatch(), batchId });
  await shop.act({ ...aPatch({ leads: ['40~001'] }), batchId });

  const undo = await shop.act({ kind: 'undo', undoes: batchId });

  expect(undo.status).toBe('applied');
  expect(await leadOf('39~001')).toMatchObject({ status: 'new' });
  expect(await leadOf('40~001')).toMatchObject({ status: 'new' });
  expect(await activityOf(undo.id)).toMatchObject({ kind: 'undone', undoes: batchId, leads: ['40~001', '39~001'] });
});

test('given a bulk of more than a thousand commands, one undo reverses every one of them', async () => {
  const users = Array.from({ length: 1_001 }, (_, index) => `u${index}`);
  await learn(...users.map((userId) => aSearch({ userId })));
  const batchId = aUlid();
  const bulk = users.map((userId) => {
    const id = aUlid();
    const act = { ...aPatch({ leads: [`${userId}~001`] }), batchId };
    return aCommandFact({ factId: id, body: { act, outcome: { id, status: 'applied' } } });
  });
  await shop.store.feed.transaction(workspace, (feed) => writeFacts(feed, new Documents(feed), bulk));

  const undo = await shop.act({ kind: 'undo', undoes: batchId });

  expect(undo).toMatchObject({ status: 'applied' });
  const leads = await shop.store.feed.documentsFrom(workspace, 'lead', '', '', 2_000);
  expect(leads.filter(({ status }) => status !== 'new')).toEqual([]);
});

test('given a bulk named after its first command, one undo reverses all of it and not that command alone', async () => {
  await learn(aSearch(), aSearch({ userId: '40' }));
  const batchId = aUlid();
  await shop.act({ ...aPatch(), batchId }, { id: batchId });
  await shop.act({ ...aPatch({ leads: ['40~001'] }), batchId });

  await shop.act({ kind: 'undo', undoes: batchId });

  expect([(await leadOf('39~001'))?.status, (await leadOf('40~001'))?.status]).toEqual(['new', 'new']);
});

test('given a bulk that wrote a field twice which somebody has changed since, the field is named once as left alone', async () => {
  await learn(aSearch(), aSearch({ userId: '40' }));
  const batchId = aUlid();
  await shop.act({ ...aPatch({ leads: ['39~001', '40~001'] }), batchId });
  await shop.act({ ...aPatch({ from: 'contacted', to: 'interested' }), batchId });
  await shop.act(aPatch({ from: 'interested', to: 'lost' }));

  const undo = await shop.act({ kind: 'undo', undoes: batchId });

  expect(undo).toMatchObject({ status: 'applied', leftAlone: [{ leadId: '39~001', field: 'status' }] });
  expect((await leadOf('39~001'))?.status).toBe('lost');
});

test('given a patch that found a field as it should be, its undo says nothing of that field', async () => {
  await learn(aSearch(), aSearch({ userId: '40' }));
  await shop.act(aPatch());
  const patch = await shop.act(aPatch({ leads: ['39~001', '40~001'] }));

  const undo = await shop.act({ kind: 'undo', undoes: patch.id });

  expect(undo.leftAlone).toBeUndefined();
  expect([(await leadOf('39~001'))?.status, (await leadOf('40~001'))?.status]).toEqual(['contacted', 'new']);
});

test('given a lead that is gone since, undo reverses the others and names it as missing', async () => {
  await learn(aSearch(), aSearch({ userId: '40' }));
  const patch = await shop.act(aPatch({ leads: ['39~001', '40~001'] }));
  await shop.store.feed.transaction(workspace, (feed) => feed.write([{ collection: 'lead', id: '40~001', document: null }]));

  const undo = await shop.act({ kind: 'undo', undoes: patch.id });

  expect(undo).toMatchObject({ status: 'applied', missing: ['40~001'] });
  expect((await leadOf('39~001'))?.status).toBe('new');
});

test('given an undone note that had overwritten another, that other one is back', async () => {
  await learn(aSearch(), aSearch({ userId: '40' }));
  await shop.act(noted('첫 통화'));
  const second = await shop.act(noted('둘째 통화'));

  const undo = await shop.act({ kind: 'undo', undoes: second.id });

  expect((await leadOf('39~001'))?.notes).toMatchObject([{ text: '첫 통화' }]);
  expect(JSON.stringify((await shop.store.log.fact(workspace, undo.id))?.body)).not.toMatch(/통화/);
});

test('given any patch, undoing it at once gives every field back as it was', async () => {
  await learn(aSearch(), aSearch({ userId: '40' }));
  await fc.assert(
    fc.asyncProperty(anyFieldPatch, async ({ field, from, to }) => {
      const before = await leadOf('39~001');
      const group = { field, leads: ['39~001'], ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
      const patch = await shop.act({ kind: 'patchLeads', groups: [group] });

      await shop.act({ kind: 'undo', undoes: patch.id });

      const withoutTimes = (lead: typeof before) => ({ ...lead, notes: lead?.notes.map(({ id, text }) => ({ id, text })) });
      expect(withoutTimes(await leadOf('39~001'))).toEqual(withoutTimes(before));
    }),
    { numRuns: 40 },
  );
});

test('given a refusal that a person turns round, it is the next decision, counts once and is told to the chat', async () => {
  const request = aRequest({ message: '불가능' });
  await learn(request);

  const outcome = await shop.act({ kind: 'decideRequest', leadId: '39~001', requestEventId: request.eventId, outcome: 'approve' });

  expect(outcome.status).toBe('applied');
  expect(await leadOf('39~001')).toMatchObject({ requests: 1, refusals: 0, waiting: 0, lastRequest: { requestType: '1', decisionNo: 2 } });
  expect(await activityOf(decisionId(request.eventId, 2))).toMatchObject({ kind: 'decided', by: 'owner', outcome: 'approve' });
  expect((await waitingFor(shop, 'bot')).at(-1)).toMatchObject({ kind: 'approved', requestType: '1', eventId: request.eventId });
});

test('given a decision that changes nothing, or on a request that is not here, the chat hears nothing', async () => {
  const request = aRequest();
  await learn(request);
  const before = await waitingFor(shop, 'bot');
  const decide = { kind: 'decideRequest', leadId: '39~001', requestEventId: request.eventId, outcome: 'approve' } as const;

  expect(await shop.act(decide)).toMatchObject({ status: 'applied' });
  expect(await shop.act({ ...decide, leadId: '39~002' })).toMatchObject({ status: 'rejected', code: 'request.unknown' });
  expect(await waitingFor(shop, 'bot')).toEqual(before);
});

test('given products by command and an older word by a chat client, the newest entry stands', async () => {
  const entry = {
    name: '린넨',
    priceKrw: 1_000,
    imageUrl: 'https://a.example/a.jpg',
    url: 'https://a.example',
    inStock: true,
    category: '의류',
  };

  const outcome = await shop.act({ kind: 'upsertProducts', products: [{ productId: '001', ...entry }] });

  const product = (await shop.store.feed.documents(workspace, 'product', ['001'])).get('001');
  expect(product).toMatchObject({ id: '001', name: '린넨', factId: outcome.id });
  expect(await activityOf(outcome.id)).toMatchObject({ kind: 'catalogueChanged', products: 1 });
});

test('given a command from a clock that is wrong, its time is clamped into the last 30 days (I12)', async () => {
  await learn(aSearch());

  const outcome = await shop.act(aPatch(), { issuedAt: shop.clock.now + 86_400_000 });

  expect(await shop.store.log.fact(workspace, outcome.id)).toMatchObject({ at: shop.clock.now, clamped: true });
});

test('given a member added twice, there is one, and only the server itself may add one or act as system (I9)', async () => {
  const commands = createCommands({ store: shop.store, wakeUps: shop.wakeUps, now: () => shop.clock.now });

  await commands.addMember(workspace, 'mina');
  shop.clock.now += 1;
  await commands.addMember(workspace, 'mina');

  const members = await shop.store.feed.documentsFrom(workspace, 'member', '', '', 10);
  expect(members).toEqual([{ id: 'mina', addedAt: shop.clock.now - 1 }]);
  expect(may({ member: 'owner', from: 'credential' }, { kind: 'addMember', member: 'x' })).toBe(false);
  expect(may({ member: 'system', from: 'credential' }, aPatch())).toBe(false);
  const [asSystem] = await commands.apply(workspace, 'system', [aCommand(aPatch())]);
  expect(asSystem).toMatchObject({ status: 'rejected', code: 'command.forbidden' });
});

test('given a command, desks and outboxes are woken once it is committed', async () => {
  await learn(aSearch());
  const woken: string[] = [];
  shop.wakeUps.feedAdvanced$.subscribe((name) => woken.push(`feed ${name}`));
  shop.wakeUps.outboxAdded$.subscribe((name) => woken.push(`outbox ${name}`));

  await shop.act(aPatch());
  await shop.act(aPatch({ leads: ['41~001'] }));

  expect(woken).toEqual([`feed ${workspace}`, `outbox ${workspace}`]);
});

test('given whatever was done, every outcome and every document is what the contract says', async () => {
  await learn(aSearch(), aRequest());
  const outcomes = await shop.apply(aCommand(aPatch()), aCommand(aPatch({ to: 'won' })), aCommand(noted('전화')));

  for (const outcome of outcomes) expect(Outcome.safeParse(outcome).success).toBe(true);
  for (const [name, schema] of Object.entries(documentSchemas)) {
    const documents = await shop.store.feed.documentsFrom(workspace, name as keyof typeof documentSchemas, '', '', 100);
    for (const document of documents) expect(schema.safeParse(document).error).toBeUndefined();
  }
});

test('given a dispatch and its cancel in one request, with others between, nobody ever sees an item of it queued, and each has its outcome (I8)', async () => {
  await learn(aProductStatement(), aSearch(), anIdentification(), aConsent());
  const seen: unknown[] = [];
  const watched: Shop['store'] = {
    ...shop.store,
    feed: {
      ...shop.store.feed,
      transaction: async (name, work) => {
        const result = await shop.store.feed.transaction(name, work);
        const items = await shop.store.feed.documentsFrom(workspace, 'dispatchItem', '', '', 10);
        seen.push(items.map(({ state }) => state));
        return result;
      },
    },
  };
  const commands = createCommands({ store: watched, wakeUps: shop.wakeUps, now: () => shop.clock.now });
  const dispatch = aCommand({ kind: 'requestDispatch', recipients: [{ userId: '39', productIds: ['001'] }] });
  const patch = aCommand(aPatch());
  const cancel = aCommand({ kind: 'cancelDispatch', dispatchId: dispatch.id }, { after: [dispatch.id] });

  const outcomes = await commands.apply(workspace, 'owner', [dispatch, patch, { id: 'x', act: 'unreadable' }, cancel]);
  const again = await commands.apply(workspace, 'owner', [dispatch, cancel]);

  expect(outcomes.map(({ id, status }) => [id, status])).toEqual([
    [dispatch.id, 'applied'],
    [patch.id, 'applied'],
    ['x', 'rejected'],
    [cancel.id, 'applied'],
  ]);
  expect(again).toEqual([outcomes[0], outcomes[3]]);
  expect(new Set(seen.flat())).toEqual(new Set(['cancelled']));
});

test('given a dispatch that is refused and its cancel in one request, the dispatch is answered and the cancel is held', async () => {
  const dispatch = aCommand({ kind: 'requestDispatch', recipients: [{ userId: '39', productIds: ['001'] }] });
  await shop.apply({ ...aCommand(aPatch({ field: 'tag:vip', from: undefined, to: 'on' })), id: dispatch.id });
  const cancel = aCommand({ kind: 'cancelDispatch', dispatchId: dispatch.id }, { after: [dispatch.id] });

  const outcomes = await shop.apply(dispatch, cancel);

  expect(outcomes).toMatchObject([{ id: dispatch.id, status: 'rejected', code: 'command.idReused' }]);
});
