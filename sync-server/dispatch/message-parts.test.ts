import { expect, test } from 'vitest';
import type { Command } from '../../contract/command.ts';
import { aCommand, aUlid } from '../../contract/testing/build-command.ts';
import { aConsent, anIdentification, aSearch } from '../../contract/testing/build-event.ts';
import { aPhone } from '../../contract/testing/build-phone.ts';
import { defaultSendingRules } from '../../domain/dispatching/default-rules.ts';
import { rebuild } from '../projection/rebuild.ts';
import { workspace } from '../testing/open-shop.ts';
import { runDispatcher } from '../testing/run-dispatcher.ts';
import { sendingShop } from './testing/sending-shop.ts';

const given = sendingShop();
const { arrive, dispatchOf, itemOf } = given;

/** One message to these users, each in a part of their own. */
function aMessage(...users: readonly string[]): readonly Command[] {
  const of = aUlid();
  const issuedAt = given.shop.clock.now;
  return users.map((userId, index) => {
    const part = { of, number: index + 1, count: users.length, people: users.length };
    const command = aCommand({ kind: 'requestDispatch', recipients: [{ userId, productIds: ['001'] }], part }, { issuedAt });
    return index === 0 ? { ...command, id: of } : command;
  });
}

const pair = () => aMessage('39', '40') as readonly [Command, Command];

test('given a message that was paused before its last part came, that one is paused too, and nothing of it leaves', async () => {
  await arrive('39', '40');
  const [first, second] = pair();
  await given.shop.apply(first);
  await given.shop.act({ kind: 'pauseDispatch', dispatchId: first.id }, {}, 'colleague');

  await given.shop.apply(second);
  await runDispatcher(given.shop, given.sandbox);

  expect(await dispatchOf(second.id)).toMatchObject({ state: 'held', hold: { reason: 'paused' }, part: { of: first.id, number: 2 } });
  expect(await given.ledger.list(workspace, 10)).toEqual([]);

  for (const { id } of [first, second]) await given.shop.act({ kind: 'resumeDispatch', dispatchId: id });
  await runDispatcher(given.shop, given.sandbox);

  expect(await given.ledger.list(workspace, 10)).toHaveLength(2);
});

test('given a message that was called off before its last part came, nobody of that one is sent it, and calling it off changes nothing', async () => {
  await arrive('39', '40');
  const [first, second] = pair();
  await given.shop.apply(first);
  await given.shop.act({ kind: 'cancelDispatch', dispatchId: first.id }, {}, 'colleague');

  await given.shop.apply(second);
  await runDispatcher(given.shop, given.sandbox);

  expect(await dispatchOf(second.id)).toMatchObject({ state: 'cancelled', counts: { cancelled: 1, pending: 0 } });
  expect(await given.ledger.list(workspace, 10)).toEqual([]);
  expect(await given.shop.act({ kind: 'cancelDispatch', dispatchId: second.id })).toMatchObject({ status: 'applied' });
  expect(await rebuild(given.shop.store, workspace)).toMatchObject({ written: 0, removed: 0 });
});

/** Two people with one number, in a shop that would write to a person again at once. */
async function aSharedNumber() {
  const phone = aPhone('39');
  await arrive('39');
  await given.shop.publish('bot', aSearch({ userId: '40' }), anIdentification({ userId: '40', phone }), aConsent({ userId: '40' }));
  await given.shop.drain();
  await given.shop.act({ kind: 'setPolicy', policy: { ...defaultSendingRules, capPerDay: 100, capPerWeek: 100, repeatDays: 0 }, from: 0 });
}

test('given two people with one number in two parts, the number is written to once, as within a part (I8)', async () => {
  await aSharedNumber();
  const [first, second] = pair();

  await given.shop.apply(first, second);

  expect(await itemOf(second.id, '40')).toMatchObject({ state: 'skipped', reason: 'contact.duplicate' });
  await runDispatcher(given.shop, given.sandbox);
  expect(await given.ledger.list(workspace, 10)).toHaveLength(1);
});

test('given a number that became theirs after both parts were queued, it is still written to once (I8)', async () => {
  await arrive('39', '40');
  const [first, second] = pair();
  await given.shop.apply(first, second);

  await aSharedNumber();
  await runDispatcher(given.shop, given.sandbox);

  expect(await itemOf(first.id, '39')).toMatchObject({ state: 'accepted' });
  expect(await itemOf(second.id, '40')).toMatchObject({ state: 'skipped', reason: 'contact.duplicate' });
});

test('given brakes on a message of which a part has ended meanwhile, nobody is told of a failure and the others stop', async () => {
  await arrive('39', '40');
  const [first, second] = pair();
  await given.shop.apply(first);
  await runDispatcher(given.shop, given.sandbox);
  await given.shop.apply(second);

  for (const kind of ['pauseDispatch', 'resumeDispatch', 'cancelDispatch'] as const) {
    const outcomes = await given.shop.apply(...[first, second].map(({ id }) => aCommand({ kind, dispatchId: id })));
    expect(outcomes.map(({ status }) => status)).toEqual(['applied', 'applied']);
  }

  expect(await dispatchOf(first.id)).toMatchObject({ state: 'sent' });
  expect(await dispatchOf(second.id)).toMatchObject({ state: 'cancelled' });
  const told = await given.shop.store.feed.documentsFrom(workspace, 'activity', '', '', 100);
  expect(told.flatMap((one) => ('dispatchId' in one ? [[one.kind, one.dispatchId]] : []))).toEqual([
    ['dispatchPaused', second.id],
    ['dispatchResumed', second.id],
    ['dispatchCancelled', second.id],
  ]);
});

test('given a message of somebody else, nothing becomes a part of it (I9)', async () => {
  await arrive('39', '40');
  const [first, second] = pair();
  await given.shop.apply(first);

  expect(await given.shop.act(second.act, {}, 'colleague')).toMatchObject({ status: 'rejected', code: 'command.forbidden' });
});
