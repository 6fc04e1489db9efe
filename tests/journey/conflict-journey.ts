import { expect } from 'vitest';
import type { Conflict } from '../../contract/activity.ts';
import type { Cast } from './choose-leads.ts';
import type { Marketer } from './marketer.ts';
import { serverTruth } from './server-truth.ts';
import type { Reached } from './simulator.ts';

/** On this machine alone: three leads, one after another. */
export async function marksOffline(owner: Marketer, { three }: Cast): Promise<void> {
  await owner.seesOffline();
  for (const named of three) {
    await owner.searches(named.user);
    await owner.picks(named);
    await owner.marksAs('관심');
  }
  await owner.seesWaiting(three.length);
}

/** Meanwhile a teammate changes the same field of the same leads, on the server. */
export async function marksMeanwhile(mina: Marketer, { three }: Cast): Promise<void> {
  await mina.seesConnected();
  await mina.goesTo('리드');
  for (const named of three) {
    await mina.searches(named.user);
    await mina.picks(named);
    await mina.marksAs('연락함');
    await mina.seesStatus(named, '연락함');
  }
  await mina.seesEverythingSent();
}

/**
 * The offline marketer is back and her commands come later, so they stand; the teammate is told, finds each of her values, brings one
 * back with a key, changes her mind, and brings it back again; the other desk shows it.
 */
export async function bringsOneBack(mina: Marketer, owner: Marketer, { three }: Cast, server: Reached): Promise<void> {
  await owner.syncsNow();
  await owner.seesConnected();
  await owner.seesEverythingSent();
  await mina.followsNotice(`내 변경 ${three.length}건이 덮어써졌어요`);
  await mina.seesConflicts(three.length);
  await mina.photographs('conflicts');
  const named = await mina.seesFirstConflict();

  await mina.presses('r');
  await mina.seesConflicts(three.length - 1);
  await mina.presses('z');
  await mina.seesConflicts(three.length);
  await mina.presses('r');
  await mina.seesConflicts(three.length - 1);
  await mina.seesEverythingSent();

  const back = three.find(({ user }) => named.includes(user));
  if (!back) throw new Error(`the first conflict is about nobody of the cast: ${named}`);
  await owner.searches(back.user);
  await owner.seesStatus(back, '연락함');
  const conflicts = (await (await serverTruth(server)).activities()).filter((one): one is Conflict => one.kind === 'conflict');
  expect(conflicts.map(({ lost, lostBy, kept, by }) => [lost, lostBy, kept, by])).toEqual(
    three.map(() => ['contacted', 'mina', 'interested', 'owner']),
  );
  expect(conflicts.filter(({ settled }) => settled).map(({ leadId, settled }) => [leadId, settled?.by, settled?.keep])).toEqual([
    [back.lead.id, 'mina', 'lost'],
  ]);
}
