import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PatchLeads } from '../../contract/command/patch-leads.ts';
import { aCommand, aPatch, aUlid } from '../../contract/testing/build-command.ts';
import { aSearch } from '../../contract/testing/build-event.ts';
import { conflictId } from '../../domain/identity/ids.ts';
import { feedOf, openShop, type Shop, waitingFor, workspace } from '../testing/open-shop.ts';
import { activityOf, leadOf, learn } from '../testing/shop-acts.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

test('given a patch of what the marketer saw, it stands, is visible at a seq and is told to the chat client', async () => {
  await learn(shop, aSearch());

  const outcome = await shop.act(aPatch());

  expect(outcome).toMatchObject({ status: 'applied', visibleAt: { seqs: { lead: expect.any(Number), activity: expect.any(Number) } } });
  const { epoch, heads } = await shop.store.feed.heads(workspace);
  expect(outcome.visibleAt).toEqual({ epoch, seqs: { lead: heads.lead, activity: heads.activity } });
  expect(await leadOf(shop, '39~001')).toMatchObject({ status: 'contacted' });
  expect(await activityOf(shop, outcome.id)).toMatchObject({ kind: 'patched', by: 'owner' });
  expect((await waitingFor(shop, 'bot')).at(-1)).toMatchObject({ kind: 'patched', userId: '39', productId: '001', status: 'contacted' });
});

test('given a patch of tags and notes, the chat client hears nothing of it', async () => {
  await learn(shop, aSearch());
  const before = await waitingFor(shop, 'bot');

  await shop.act(aPatch({ field: 'tag:vip', from: undefined, to: 'on' }));

  expect(await waitingFor(shop, 'bot')).toEqual(before);
});

test('given a field that somebody changed meanwhile, the later command wins and the lost value is in the conflict inbox', async () => {
  await learn(shop, aSearch());
  await shop.act(aPatch({ to: 'won' }));

  const outcome = await shop.act(aPatch({ from: 'new', to: 'lost' }));

  expect(outcome).toMatchObject({ status: 'conflict', overwritten: [{ leadId: '39~001', field: 'status', lost: 'won' }] });
  expect(await leadOf(shop, '39~001')).toMatchObject({ status: 'lost' });
  const id = conflictId(outcome.id, '39~001', 'status');
  expect(await activityOf(shop, id)).toMatchObject({ kind: 'conflict', lost: 'won', kept: 'lost', commandId: outcome.id });
});

test('given leads of which one is not here, the others are patched and the missing one is named', async () => {
  await learn(shop, aSearch());

  expect(await shop.act(aPatch({ leads: ['39~001', '41~001'] }))).toMatchObject({ status: 'applied', missing: ['41~001'] });
  expect(await shop.act(aPatch({ leads: ['41~001'] }))).toMatchObject({ status: 'rejected', code: 'lead.unknown' });
});

test('given a field that holds the new value already, nothing changes and no place in the feed is named', async () => {
  await learn(shop, aSearch());
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
  await learn(shop, aSearch(), aSearch({ userId: '40' }));
  await shop.act(noted('첫 통화'));

  const outcome = await shop.act(noted('둘째 통화', '못 본 글'));

  const fact = await shop.store.log.fact(workspace, outcome.id);
  expect(JSON.stringify(fact?.body)).not.toMatch(/통화|못 본/);
  expect(fact?.personal.map(({ person }) => person).sort()).toEqual(['39', '40']);
  expect(JSON.stringify(fact?.personal)).toMatch(/첫 통화/);
  expect((await leadOf(shop, '40~001'))?.notes).toMatchObject([{ text: '둘째 통화', by: 'owner' }]);
  expect(await activityOf(shop, conflictId(outcome.id, '39~001', note))).toMatchObject({ lost: '첫 통화' });
  expect(JSON.stringify(await activityOf(shop, outcome.id))).not.toMatch(/통화/);
});

test('given a lost note, the outcome names it the first time and every time it is asked for again', async () => {
  await learn(shop, aSearch(), aSearch({ userId: '40' }));
  await shop.act(noted('첫 통화'));
  const command = aCommand(noted('둘째 통화'));

  const [first] = await shop.apply(command);
  const [again] = await shop.apply(command);

  expect(first?.overwritten).toMatchObject([{ lost: '첫 통화' }, { lost: '첫 통화' }]);
  expect(again).toEqual(first);
});
