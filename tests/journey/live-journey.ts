import { expect } from 'vitest';
import { chooseLeads } from './choose-leads.ts';
import type { Marketer } from './marketer.ts';
import { serverTruth } from './server-truth.ts';
import { letShoppersTalk, type Reached } from './simulator.ts';

/**
 * The marketer's day with the server running: leads arrive while shoppers talk, three are found and patched, one of them is taken
 * back, and two people are sent a product, of whom one never agreed to it and is left out (I8).
 */
export async function liveJourney(marketer: Marketer, server: Reached, screenshots: string): Promise<void> {
  await marketer.seesConnected();
  await marketer.goesTo('리드');
  await letShoppersTalk({ users: 12, rate: 100, seconds: 2, seed: 'journey' }, server);
  const truth = await serverTruth(server);
  const leads = await truth.leads();
  const { three, consented, without } = chooseLeads(leads);

  await marketer.seesLeads(leads.length);
  await marketer.photographs(`${screenshots}-leads`);

  for (const named of three) {
    await marketer.searches(named.user);
    await marketer.seesLeads(leads.filter(({ lead }) => lead.userId === named.lead.userId).length);
    await marketer.picks(named);
    await marketer.marksAs('연락함');
    await marketer.seesStatus(named, '연락함');
  }
  await marketer.undoes();
  await marketer.seesStatus(three[2], '신규');
  await marketer.seesEverythingSent();
  const statuses = await Promise.all(three.map(async ({ lead }) => (await truth.lead(lead.id))?.status));
  expect(statuses).toEqual(['contacted', 'contacted', 'new']);

  await marketer.searches('');
  await marketer.seesLeads(leads.length);
  await marketer.picks(consented, without);
  await marketer.sendsRecommended({ to: 1, leftOut: 1 });
  await marketer.seesRecipient(consented, '받음');
  await marketer.seesRecipient(without, '광고 수신에 동의하지 않았어요');
  await marketer.photographs(`${screenshots}-dispatch`);
  expectSentOnce(await truth.shown(), await truth.items(), { to: consented.lead.userId, not: without.lead.userId });
}

type Shown = Awaited<ReturnType<Awaited<ReturnType<typeof serverTruth>>['shown']>>;
type Items = Awaited<ReturnType<Awaited<ReturnType<typeof serverTruth>>['items']>>;

/** One phone has shown one message, and the other person is on record as left out, with the reason (I7, I8). */
export function expectSentOnce(shown: Shown, items: Items, people: Readonly<{ to: string; not: string }>): void {
  expect(shown.map(({ userId }) => userId)).toEqual([people.to]);
  const states = new Map(items.map(({ userId, state, reason }) => [userId, reason ?? state]));
  expect(states).toEqual(
    new Map([
      [people.to, 'delivered'],
      [people.not, 'consent.missing'],
    ]),
  );
}
