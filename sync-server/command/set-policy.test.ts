import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SetPolicy } from '../../contract/command/set-policy.ts';
import { defaultRules } from '../../domain/scoring/default-rules.ts';
import { openShop, type Shop, workspace } from '../testing/open-shop.ts';
import { actAs, activityOf } from '../testing/shop-acts.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

const weighing = (points: number) => ({
  ...defaultRules,
  engagement: { ...defaultRules.engagement, questions: { points, cap: 100 } },
});
const setting = (points: number, from: number): SetPolicy => ({ kind: 'setPolicy', policy: weighing(points), from });
const as = (member: string, act: SetPolicy) => actAs(shop, member, act);

const policyNow = async () => (await shop.store.feed.documents(workspace, 'policy', ['score'])).get('score');

test('given a first policy, every desk gets it as version 1, and the audit says whose it is', async () => {
  const set = await as('mina', setting(7, 0));

  expect(set).toMatchObject({ status: 'applied', visibleAt: { seqs: { policy: expect.any(Number), activity: expect.any(Number) } } });
  expect(await policyNow()).toMatchObject({ ...weighing(7), version: 1, by: 'mina', commandId: set.id });
  expect(await activityOf(shop, set.id)).toMatchObject({ kind: 'policySet', by: 'mina', version: 1, became: weighing(7) });
  expect(await activityOf(shop, set.id)).not.toHaveProperty('was');
});

test("given a colleague's newer version that was not seen, the later one wins and the audit keeps the lost one", async () => {
  await as('mina', setting(7, 0));

  const late = await as('jihye', setting(9, 0));

  expect(late.status).toBe('conflict');
  expect(await policyNow()).toMatchObject({ ...weighing(9), version: 2, by: 'jihye' });
  expect(await activityOf(shop, late.id)).toMatchObject({ was: weighing(7), became: weighing(9), lost: { version: 1, by: 'mina' } });
});

test('given the rules that hold already, nothing is written', async () => {
  await as('mina', setting(7, 0));

  const again = await as('jihye', setting(7, 0));

  expect(again.status).toBe('applied');
  expect(again).not.toHaveProperty('visibleAt');
  expect(await policyNow()).toMatchObject({ version: 1, by: 'mina' });
});

test('given a conflict taken back, what it had overwritten holds again, and taking that back is a redo', async () => {
  await as('mina', setting(7, 0));
  const late = await as('jihye', setting(9, 0));

  const undone = await as('jihye', { ...setting(4, 2), undoes: late.id }); // her desk knew only the shipped one
  const afterUndo = await policyNow();
  const redone = await as('mina', { ...setting(9, 3), undoes: undone.id });

  expect(afterUndo).toMatchObject({ ...weighing(7), version: 3 });
  expect(redone.status).toBe('applied');
  expect(await policyNow()).toMatchObject({ ...weighing(9), version: 4 });
});

test('given a policy that somebody has changed since, taking it back is refused', async () => {
  const first = await as('mina', setting(7, 0));
  await as('jihye', setting(9, 1));

  const undone = await as('mina', { ...setting(4, 2), undoes: first.id });

  expect(undone).toMatchObject({ status: 'rejected', code: 'undo.nothingLeft' });
  expect(await policyNow()).toMatchObject({ version: 2, by: 'jihye' });
});

test('given the first policy taken back, the shipped one holds again', async () => {
  const first = await as('mina', setting(7, 0));

  await as('mina', { ...setting(4, 1), undoes: first.id });

  expect(await policyNow()).toMatchObject({ ...defaultRules, version: 2 });
});
