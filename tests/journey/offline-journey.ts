import { expect } from 'vitest';
import { type Cast, chooseLeads } from './choose-leads.ts';
import { expectSentOnce } from './live-journey.ts';
import type { Marketer } from './marketer.ts';
import { type ServerTruth, serverTruth } from './server-truth.ts';
import { letShoppersTalk, type Reached } from './simulator.ts';

/** Three patches and one dispatch. */
const ACTS = 4;

/** Fills the desk while the server is there, and chooses whom the rest is about. */
export async function fillDesk(marketer: Marketer, server: Reached): Promise<Cast> {
  await marketer.seesConnected();
  await letShoppersTalk({ users: 12, rate: 100, seconds: 2, seed: 'offline' }, server);
  const leads = await (await serverTruth(server)).leads();
  await marketer.goesTo('리드');
  await marketer.seesLeads(leads.length);
  return chooseLeads(leads);
}

/** The same work as with a server, which nobody but this machine has heard of yet. */
export async function worksOffline(marketer: Marketer, { three, consented, without }: Cast): Promise<void> {
  await marketer.seesOffline();
  for (const named of three) {
    await marketer.searches(named.user);
    await marketer.picks(named);
    await marketer.marksAs('관심');
    await marketer.seesStatus(named, '관심');
  }
  await marketer.searches('');
  await marketer.picks(consented, without);
  await marketer.sendsRecommended({ to: 1, leftOut: 1 });
  await marketer.seesDispatchWaiting();
  await marketer.seesWaiting(ACTS);
}

/** After the app was closed and opened again, still without a server: nothing is lost (I6). */
export async function findsEverythingThere(marketer: Marketer, { three }: Cast): Promise<void> {
  await marketer.seesOffline();
  await marketer.seesWaiting(ACTS);
  await marketer.goesTo('리드');
  for (const named of three) await marketer.seesStatus(named, '관심');
  await marketer.goesTo('발송');
  await marketer.seesDispatchWaiting();
}

/** With the server back, everything is applied, each once (I6), and sent once (I7, I8). */
export async function seesAllAppliedOnce(marketer: Marketer, cast: Cast, server: Reached): Promise<void> {
  await marketer.seesConnected();
  await marketer.seesEverythingSent();
  await marketer.seesRecipient(cast.consented, '받음');
  const truth = await serverTruth(server);
  const statuses = await Promise.all(cast.three.map(async ({ lead }) => (await truth.lead(lead.id))?.status));
  expect(statuses).toEqual(['interested', 'interested', 'interested']);
  expect(await patchesOf(truth, cast)).toEqual([1, 1, 1]);
  expectSentOnce(await truth.shown(), await truth.items(), { to: cast.consented.lead.userId, not: cast.without.lead.userId });
}

/** How often each of the three was patched, by the audit. */
async function patchesOf(truth: ServerTruth, { three }: Cast): Promise<readonly number[]> {
  const patched = (await truth.activities()).flatMap((activity) => (activity.kind === 'patched' ? [activity] : []));
  return three.map(({ lead }) => patched.filter(({ groups }) => groups.some(({ leads }) => leads.includes(lead.id))).length);
}
