import { expect } from 'vitest';
import { groupOf } from '../../domain/dispatching/item-group.ts';
import type { Marketer } from './marketer.ts';
import { type NamedLead, serverTruth } from './server-truth.ts';
import { letShoppersTalk, type Reached } from './simulator.ts';
import { asOwner, doesOnServer } from './teammate.ts';

const segment = '신규 고객';

/** Saves whom she writes to under a name, and finds them again with one press. */
export async function savesSegment(marketer: Marketer, server: Reached): Promise<readonly NamedLead[]> {
  await marketer.seesConnected();
  await letShoppersTalk({ users: 10, rate: 100, seconds: 2, seed: 'segments' }, server);
  const fresh = (await (await serverTruth(server)).leads()).filter(({ lead }) => lead.status === 'new');
  await marketer.goesTo('리드');
  await marketer.narrowsTo('신규');
  await marketer.seesLeads(fresh.length);
  await marketer.savesSegment(segment);
  await marketer.clearsFilters();
  await marketer.picksSegment(segment, fresh.length);
  await marketer.seesLeads(fresh.length);
  return fresh;
}

/** Writes to all of them without a server. */
export async function writesOffline(marketer: Marketer): Promise<number> {
  await marketer.seesOffline();
  const people = await marketer.sendsRecommendedToAll();
  await marketer.seesDispatchWaiting();
  return people;
}

/** A teammate takes somebody on who would have been written to. */
export async function teammateTakesOn(fresh: readonly NamedLead[], server: Reached): Promise<string> {
  const truth = await serverTruth(server);
  const userId = fresh.find(({ consented }) => consented)?.lead.userId ?? '';
  const leads = fresh.filter(({ lead }) => lead.userId === userId).map(({ lead }) => lead.id);
  const groups = [{ field: 'status' as const, from: 'new', to: 'contacted', leads }];
  await doesOnServer(await asOwner(server), { kind: 'patchLeads', groups });
  expect((await truth.lead(leads[0] ?? ''))?.status).toBe('contacted');
  return userId;
}

/** Nothing left by itself; she sends it to those it is for now, and the one who was taken on gets nothing (I8). */
export async function looksAndSends(marketer: Marketer, people: number, takenOn: string, server: Reached): Promise<void> {
  await marketer.seesConnected();
  await marketer.seesDispatchAsking();
  const truth = await serverTruth(server);
  expect(await truth.items()).toEqual([]);
  await marketer.sendsToPresent(people - 1);
  await marketer.seesEverythingSent();
  await expect
    .poll(async () => (await truth.items()).filter(({ state }) => groupOf(state) === 'sent' || groupOf(state) === 'delivered').length)
    .toBe(people - 1);
  expect((await truth.items()).map(({ userId }) => userId)).not.toContain(takenOn);
}
