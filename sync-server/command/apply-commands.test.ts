import { afterEach, beforeEach, expect, test } from 'vitest';
import { documentSchemas } from '../../contract/collection.ts';
import type { PatchLeads } from '../../contract/command/patch-leads.ts';
import { Outcome } from '../../contract/command.ts';
import { aCommand, aPatch, aUlid } from '../../contract/testing/build-command.ts';
import { aRequest, aSearch, someTime } from '../../contract/testing/build-event.ts';
import { feedOf, internalsOf, openShop, type Shop, waitingFor, workspace } from '../testing/open-shop.ts';
import { activityOf, leadOf, learn } from '../testing/shop-acts.ts';
import { createCommands } from './apply-commands.ts';
import { may } from './may.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

const everything = async () => [await feedOf(shop), await internalsOf(shop), await waitingFor(shop, 'bot')];

const note = `note:${aUlid()}` as const;
const noted = (to: string, from?: string): PatchLeads => ({
  kind: 'patchLeads',
  groups: [{ field: note, to, ...(from !== undefined && { from }), leads: ['39~001', '40~001'] }],
});

test('given the same command any number of times, in one batch or many, it has one effect and one outcome (I6)', async () => {
  await learn(shop, aSearch());
  const command = aCommand(aPatch());
  const [first] = await shop.apply(command);
  const before = await everything();

  const again = await shop.apply(command, command, structuredClone(command));

  expect(again).toEqual([first, first, first]);
  expect(await everything()).toEqual(before);
});

test('given an id that another command or another member has used, it is rejected and the first stands (I6, I9)', async () => {
  await learn(shop, aSearch());
  const command = aCommand(aPatch());
  await shop.apply(command);

  const reused = { ...command, act: aPatch({ to: 'won' }) };
  const others = createCommands({ store: shop.store, wakeUps: shop.wakeUps, now: () => shop.clock.now });

  expect(await shop.apply(reused)).toEqual([{ id: command.id, status: 'rejected', code: 'command.idReused' }]);
  expect(await others.apply(workspace, 'mina', [command])).toEqual([{ id: command.id, status: 'rejected', code: 'command.idReused' }]);
  expect(await leadOf(shop, '39~001')).toMatchObject({ status: 'contacted' });
});

test.each([
  ['an unknown act', { kind: 'dropEverything' }],
  ['a status that is none', aPatch({ to: 'sold' })],
  ['an assignee that no member can be called', aPatch({ field: 'marketerId', from: undefined, to: '두 사람' })],
  ['one field of a lead twice', { kind: 'patchLeads', groups: [...aPatch().groups, ...aPatch({ to: 'won' }).groups] }],
])('given %s, the command is rejected, not stored, and the next one is applied', async (_what, act) => {
  await learn(shop, aSearch());
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
  await learn(shop, aSearch());
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
  expect(await activityOf(shop, outcome.id)).toMatchObject({ kind: 'catalogueChanged', products: 1 });
});

test('given a command from a clock that is wrong, its time is clamped into the last 30 days (I12)', async () => {
  await learn(shop, aSearch());

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
  await learn(shop, aSearch());
  const woken: string[] = [];
  shop.wakeUps.feedAdvanced$.subscribe((name) => woken.push(`feed ${name}`));
  shop.wakeUps.outboxAdded$.subscribe((name) => woken.push(`outbox ${name}`));

  await shop.act(aPatch());
  await shop.act(aPatch({ leads: ['41~001'] }));

  expect(woken).toEqual([`feed ${workspace}`, `outbox ${workspace}`]);
});

test('given whatever was done, every outcome and every document is what the contract says', async () => {
  await learn(shop, aSearch(), aRequest());
  const outcomes = await shop.apply(aCommand(aPatch()), aCommand(aPatch({ to: 'won' })), aCommand(noted('전화')));

  for (const outcome of outcomes) expect(Outcome.safeParse(outcome).success).toBe(true);
  for (const [name, schema] of Object.entries(documentSchemas)) {
    const documents = await shop.store.feed.documentsFrom(workspace, name as keyof typeof documentSchemas, '', '', 100);
    for (const document of documents) expect(schema.safeParse(document).error).toBeUndefined();
  }
});
