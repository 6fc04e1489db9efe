import { expect } from 'vitest';
import type { Conflict } from '../../contract/activity.ts';
import type { LeadStatus } from '../../contract/lead.ts';
import { busyShop } from './busy-shop.ts';
import type { Marketer } from './marketer.ts';
import { sayEvents } from './say-events.ts';
import { type NamedLead, type ServerTruth, serverTruth } from './server-truth.ts';
import type { Reached } from './simulator.ts';
import { asMember, doesOnServer, newMember } from './teammate.ts';

/** As many as one command names at most. */
const LEADS = 500;
/** Of them, those that a teammate changes too. */
const CONTESTED = 50;
const teammate = 'mina';

/** A shop whose leads nobody has touched yet; all are on the desk. */
export async function opensBusyShop(marketer: Marketer, server: Reached): Promise<readonly NamedLead[]> {
  await marketer.seesConnected();
  await sayEvents(server, busyShop(LEADS, Date.now()));
  await marketer.goesTo('리드');
  await marketer.seesLeads(LEADS);
  await marketer.seesSameAsServer();
  const leads = await (await serverTruth(server)).leads();
  expect(leads.map(({ lead }) => lead.status)).toEqual(leads.map(() => 'new'));
  return leads;
}

/** In the aeroplane: all of them at once, which nobody but this machine has heard of. */
export async function marksAllOffline(marketer: Marketer): Promise<void> {
  await marketer.seesOffline();
  await marketer.picksAll(LEADS);
  await marketer.marksAs('관심');
  await marketer.photographs('aeroplane-asked');
  await marketer.confirmsChange(LEADS);
  await marketer.opensFilters();
  await marketer.seesCount('관심', LEADS);
  await marketer.seesWaiting(1);
  await marketer.photographs('aeroplane-offline');
}

/** Meanwhile, on the server: another member changes the same field of some of them. */
export async function teammateMarksSome(leads: readonly NamedLead[], server: Reached): Promise<void> {
  const ids = leads.slice(0, CONTESTED).map(({ lead }) => lead.id);
  const mina = asMember(server, await newMember(server, teammate));
  await doesOnServer(mina, { kind: 'patchLeads', groups: [{ field: 'status', from: 'new', to: 'contacted', leads: ids }] });
}

/** Back on the ground: her values stand, each of the teammate's is in the inbox, and a key brings one back. */
export async function bringsOneOfThemBack(marketer: Marketer, server: Reached): Promise<void> {
  await marketer.syncsNow();
  await marketer.seesConnected();
  await marketer.seesEverythingSent();
  await marketer.goesTo('활동');
  await marketer.looksAt('충돌');
  await marketer.seesConflicts(CONTESTED);
  await marketer.photographs('aeroplane-conflicts');
  await marketer.presses('r');
  await marketer.seesConflicts(CONTESTED - 1);
  await marketer.seesEverythingSent();

  const truth = await serverTruth(server);
  expect(await statusesOf(truth)).toEqual({ interested: LEADS - 1, contacted: 1 });
  const conflicts = (await truth.activities()).filter((one): one is Conflict => one.kind === 'conflict');
  expect(new Set(conflicts.map(({ lost, lostBy, kept, by }) => [lost, lostBy, kept, by].join()))).toEqual(
    new Set([['contacted', teammate, 'interested', 'owner'].join()]),
  );
  expect(conflicts.map(({ settled }) => settled?.keep).filter(Boolean)).toEqual(['lost']);
}

/** The bulk as one: what it overwrote is the teammate's again, and what was brought back since is left. */
export async function takesAllBack(marketer: Marketer, server: Reached): Promise<void> {
  await marketer.looksAt('기록');
  await marketer.takesBack('상태를 관심으로 바꿨어요', { leads: LEADS - 1, leftAlone: 1 });
  await marketer.seesEverythingSent();
  await marketer.photographs('aeroplane-undone');
  await marketer.looksAt('충돌');
  await marketer.seesConflicts(0);
  await marketer.goesTo('리드');
  await marketer.opensFilters();
  await marketer.seesCount('신규', LEADS - CONTESTED);
  await marketer.seesCount('연락함', CONTESTED);
  const truth = await serverTruth(server);
  expect(await statusesOf(truth)).toEqual({ new: LEADS - CONTESTED, contacted: CONTESTED });
  await marketer.seesSameAsServerAt(await truth.head());
}

/** How many leads the server has in each status. */
async function statusesOf(truth: ServerTruth): Promise<Partial<Record<LeadStatus, number>>> {
  const counts: Partial<Record<LeadStatus, number>> = {};
  for (const { lead } of await truth.leads()) counts[lead.status] = (counts[lead.status] ?? 0) + 1;
  return counts;
}
