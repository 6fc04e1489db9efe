import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PatchLeads } from '../../contract/command/patch-leads.ts';
import { anyFieldPatch } from '../../contract/testing/arbitrary-patch.ts';
import { aPatch, aUlid } from '../../contract/testing/build-command.ts';
import { aSearch } from '../../contract/testing/build-event.ts';
import { Documents } from '../facts/documents.ts';
import { writeFacts } from '../facts/write-facts.ts';
import { aCommandFact } from '../store/testing/build-fact.ts';
import { feedOf, openShop, type Shop, waitingFor, workspace } from '../testing/open-shop.ts';
import { actAs, activityOf, leadOf, learn } from '../testing/shop-acts.ts';
import { mostUndone } from './undo.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

const note = `note:${aUlid()}` as const;
const noted = (to: string, from?: string): PatchLeads => ({
  kind: 'patchLeads',
  groups: [{ field: note, to, ...(from !== undefined && { from }), leads: ['39~001', '40~001'] }],
});

test('given an undo, only fields that still hold what the patch wrote go back, the others are named', async () => {
  await learn(shop, aSearch(), aSearch({ userId: '40' }));
  const patch = await shop.act(aPatch({ leads: ['39~001', '40~001'] }));
  await shop.act(aPatch({ from: 'contacted', to: 'won', leads: ['40~001'] }));

  const undo = await shop.act({ kind: 'undo', undoes: patch.id });

  expect(undo).toMatchObject({ status: 'applied', leftAlone: [{ leadId: '40~001', field: 'status' }] });
  expect(await leadOf(shop, '39~001')).toMatchObject({ status: 'new' });
  expect(await leadOf(shop, '40~001')).toMatchObject({ status: 'won' });
  expect((await waitingFor(shop, 'bot')).at(-1)).toMatchObject({ kind: 'patched', userId: '39', status: 'new' });
  expect(await shop.act({ kind: 'undo', undoes: patch.id })).toMatchObject({ status: 'rejected', code: 'undo.nothingLeft' });
  expect(await shop.act({ kind: 'undo', undoes: aUlid() })).toMatchObject({ status: 'rejected', code: 'command.unknown' });
});

test('given a bulk of several commands, one undo of its batch reverses all of them', async () => {
  await learn(shop, aSearch(), aSearch({ userId: '40' }));
  const batchId = aUlid();
  await shop.act({ ...aPatch(), batchId });
  await shop.act({ ...aPatch({ leads: ['40~001'] }), batchId });

  const undo = await shop.act({ kind: 'undo', undoes: batchId });

  expect(undo.status).toBe('applied');
  expect(await leadOf(shop, '39~001')).toMatchObject({ status: 'new' });
  expect(await leadOf(shop, '40~001')).toMatchObject({ status: 'new' });
  expect(await activityOf(shop, undo.id)).toMatchObject({ kind: 'undone', undoes: batchId, groups: [{ leads: ['40~001', '39~001'] }] });
});

test('given a bulk of more than a thousand commands, one undo reverses every one of them', async () => {
  const users = Array.from({ length: 1_001 }, (_, index) => `u${index}`);
  await learn(shop, ...users.map((userId) => aSearch({ userId })));
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

test('given a bulk of more fields than one undo takes back, it is refused as a whole, and each of its commands can be undone', async () => {
  const users = Array.from({ length: mostUndone / 4 }, (_, index) => `u${index}`);
  await learn(shop, ...users.map((userId) => aSearch({ userId })));
  const batchId = aUlid();
  const leads = users.map((userId) => `${userId}~001`);
  const tag = (name: string) => aPatch({ field: `tag:${name}`, from: undefined, to: 'on', leads });
  for (const name of ['a', 'b', 'c', 'd']) await shop.act({ ...tag(name), batchId });
  const last = await shop.act({ ...tag('e'), batchId });

  const whole = await shop.act({ kind: 'undo', undoes: batchId });
  const part = await shop.act({ kind: 'undo', undoes: last.id });

  expect([whole.code, part.status]).toEqual(['undo.tooMany', 'applied']);
  expect((await leadOf(shop, 'u0~001'))?.tags).toEqual(['a', 'b', 'c', 'd']);
});

test('given a bulk named after its first command, one undo reverses all of it and not that command alone', async () => {
  await learn(shop, aSearch(), aSearch({ userId: '40' }));
  const batchId = aUlid();
  await shop.act({ ...aPatch(), batchId }, { id: batchId });
  await shop.act({ ...aPatch({ leads: ['40~001'] }), batchId });

  await shop.act({ kind: 'undo', undoes: batchId });

  expect([(await leadOf(shop, '39~001'))?.status, (await leadOf(shop, '40~001'))?.status]).toEqual(['new', 'new']);
});

test('given a bulk that wrote a field twice which somebody has changed since, the field is named once as left alone', async () => {
  await learn(shop, aSearch(), aSearch({ userId: '40' }));
  const batchId = aUlid();
  await shop.act({ ...aPatch({ leads: ['39~001', '40~001'] }), batchId });
  await shop.act({ ...aPatch({ from: 'contacted', to: 'interested' }), batchId });
  await shop.act(aPatch({ from: 'interested', to: 'lost' }));

  const undo = await shop.act({ kind: 'undo', undoes: batchId });

  expect(undo).toMatchObject({ status: 'applied', leftAlone: [{ leadId: '39~001', field: 'status' }] });
  expect((await leadOf(shop, '39~001'))?.status).toBe('lost');
});

test('given a patch that found a field as it should be, its undo says nothing of that field', async () => {
  await learn(shop, aSearch(), aSearch({ userId: '40' }));
  await shop.act(aPatch());
  const patch = await shop.act(aPatch({ leads: ['39~001', '40~001'] }));

  const undo = await shop.act({ kind: 'undo', undoes: patch.id });

  expect(undo.leftAlone).toBeUndefined();
  expect([(await leadOf(shop, '39~001'))?.status, (await leadOf(shop, '40~001'))?.status]).toEqual(['contacted', 'new']);
});

test('given a lead that is gone since, undo reverses the others and names it as missing', async () => {
  await learn(shop, aSearch(), aSearch({ userId: '40' }));
  const patch = await shop.act(aPatch({ leads: ['39~001', '40~001'] }));
  await shop.store.feed.transaction(workspace, (feed) => feed.write([{ collection: 'lead', id: '40~001', document: null }]));

  const undo = await shop.act({ kind: 'undo', undoes: patch.id });

  expect(undo).toMatchObject({ status: 'applied', missing: ['40~001'] });
  expect((await leadOf(shop, '39~001'))?.status).toBe('new');
});

test('given an undone note that had overwritten another, that other one is back', async () => {
  await learn(shop, aSearch(), aSearch({ userId: '40' }));
  await shop.act(noted('첫 통화'));
  const second = await shop.act(noted('둘째 통화'));

  const undo = await shop.act({ kind: 'undo', undoes: second.id });

  expect((await leadOf(shop, '39~001'))?.notes).toMatchObject([{ text: '첫 통화' }]);
  expect(JSON.stringify((await shop.store.log.fact(workspace, undo.id))?.body)).not.toMatch(/통화/);
});

test('given any patch, undoing it at once gives every field back as it was', async () => {
  await learn(shop, aSearch(), aSearch({ userId: '40' }));
  await fc.assert(
    fc.asyncProperty(anyFieldPatch, async ({ field, from, to }) => {
      const before = await leadOf(shop, '39~001');
      const group = { field, leads: ['39~001'], ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
      const patch = await shop.act({ kind: 'patchLeads', groups: [group] });

      await shop.act({ kind: 'undo', undoes: patch.id });

      const withoutTimes = (lead: typeof before) => ({ ...lead, notes: lead?.notes.map(({ id, text }) => ({ id, text })) });
      expect(withoutTimes(await leadOf(shop, '39~001'))).toEqual(withoutTimes(before));
    }),
    { numRuns: 40 },
  );
});

test('given an undo that is undone, what it took back stands again, as often as one likes (redo)', async () => {
  await learn(shop, aSearch());
  const patch = await shop.act(aPatch());
  const undo = await shop.act({ kind: 'undo', undoes: patch.id });

  const redo = await shop.act({ kind: 'undo', undoes: undo.id });
  const redone = await leadOf(shop, '39~001');
  await shop.act({ kind: 'undo', undoes: redo.id });

  expect(redone).toMatchObject({ status: 'contacted' });
  expect((await leadOf(shop, '39~001'))?.status).toBe('new');
  expect(await activityOf(shop, redo.id)).toMatchObject({
    kind: 'undone',
    undoes: undo.id,
    groups: [{ field: 'status', from: 'new', to: 'contacted', leads: ['39~001'] }],
  });
  expect((await waitingFor(shop, 'bot')).slice(-3)).toMatchObject([{ status: 'new' }, { status: 'contacted' }, { status: 'new' }]);
});

test('given a redo of a field that somebody has changed since, that field is left and named', async () => {
  await learn(shop, aSearch(), aSearch({ userId: '40' }));
  const patch = await shop.act(aPatch({ leads: ['39~001', '40~001'] }));
  const undo = await shop.act({ kind: 'undo', undoes: patch.id });
  await shop.act(aPatch({ from: 'new', to: 'won', leads: ['40~001'] }));

  const redo = await shop.act({ kind: 'undo', undoes: undo.id });

  expect(redo).toMatchObject({ status: 'applied', leftAlone: [{ leadId: '40~001', field: 'status' }] });
  expect([(await leadOf(shop, '39~001'))?.status, (await leadOf(shop, '40~001'))?.status]).toEqual(['contacted', 'won']);
});

test('given undos under one batch, undoing that batch redoes all of them as one', async () => {
  await learn(shop, aSearch(), aSearch({ userId: '40' }));
  const patches = [await shop.act(aPatch()), await shop.act(aPatch({ leads: ['40~001'] }))];
  const batchId = aUlid();
  for (const { id } of patches) await shop.act({ kind: 'undo', undoes: id, batchId });

  const redo = await shop.act({ kind: 'undo', undoes: batchId });

  expect(redo.status).toBe('applied');
  expect([(await leadOf(shop, '39~001'))?.status, (await leadOf(shop, '40~001'))?.status]).toEqual(['contacted', 'contacted']);
});

test("given a colleague's patch, anybody may undo it, and the audit says who undid whose", async () => {
  await learn(shop, aSearch());
  const patch = await actAs(shop, 'mina', aPatch());

  const undo = await shop.act({ kind: 'undo', undoes: patch.id });

  expect((await leadOf(shop, '39~001'))?.status).toBe('new');
  expect(await activityOf(shop, undo.id)).toMatchObject({ kind: 'undone', by: 'owner', undoes: patch.id });
  expect(await activityOf(shop, patch.id)).toMatchObject({ kind: 'patched', by: 'mina' });
});

test('given a note that a colleague removed, undoing that brings it back as the note of its first author', async () => {
  await learn(shop, aSearch());
  const oneNote = (change: object): PatchLeads => ({ kind: 'patchLeads', groups: [{ field: note, leads: ['39~001'], ...change }] });
  const added = await actAs(shop, 'mina', oneNote({ to: '첫 통화' }));
  const first = await leadOf(shop, '39~001');
  shop.clock.now += 60_000;
  const removed = await actAs(shop, 'jiho', oneNote({ from: '첫 통화' }));

  const undo = await shop.act({ kind: 'undo', undoes: removed.id });
  const back = await leadOf(shop, '39~001');
  await shop.act({ kind: 'undo', undoes: (await shop.act({ kind: 'undo', undoes: undo.id })).id });

  expect(back?.notes).toEqual(first?.notes);
  expect((await leadOf(shop, '39~001'))?.notes).toEqual(first?.notes);
  expect(await activityOf(shop, added.id)).toMatchObject({ groups: [{ note: 'added' }] });
  expect(await activityOf(shop, removed.id)).toMatchObject({ groups: [{ note: 'removed', was: { by: 'mina' } }] });
  expect(await activityOf(shop, undo.id)).toMatchObject({ groups: [{ note: 'added' }] });
  expect(JSON.stringify(await feedOf(shop)).match(/첫 통화/g)).toHaveLength(1);
});
