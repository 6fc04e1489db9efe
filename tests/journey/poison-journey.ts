import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Cast } from './choose-leads.ts';
import type { Marketer } from './marketer.ts';
import { serverTruth } from './server-truth.ts';
import type { Reached } from './simulator.ts';

/** A bulk is taken back with a key and done again with another, while nobody is typing; in a field both are the field's. */
export async function undoesBulkByKeyboard(marketer: Marketer, { three }: Cast): Promise<void> {
  const seeAll = async (words: string) => {
    for (const named of three) await marketer.seesStatus(named, words);
  };
  await marketer.goesTo('리드');
  await marketer.searches('');
  await marketer.picks(...three);
  await marketer.marksAs('연락함');
  await seeAll('연락함');
  await marketer.searches('가');
  await marketer.presses('Control+z'); // the word that was typed
  await marketer.searches('');
  await marketer.seesStatus(three[0], '연락함');

  await marketer.leavesField();
  await marketer.presses('Control+z');
  await seeAll('관심');
  await marketer.presses('Control+Shift+z');
  await seeAll('연락함');
  await marketer.seesEverythingSent();
}

/** One change that the server cannot read stops itself alone; it is named with its lead, and goes once more when she says so (I6). */
export async function sendsPoisonAgain(marketer: Marketer, page: Page, { three }: Cast, server: Reached): Promise<void> {
  const [poisoned, well] = three;
  const heal = await cannotRead(page, poisoned.lead.id);
  for (const named of [poisoned, well]) {
    await marketer.searches(named.user);
    await marketer.picks(named);
    await marketer.marksAs('관심');
  }
  await marketer.seesRefused(1);
  await marketer.seesEverythingSent();
  const truth = await serverTruth(server);
  const statuses = () => Promise.all([poisoned, well].map(async ({ lead }) => (await truth.lead(lead.id))?.status));
  await expect.poll(statuses).toEqual(['contacted', 'interested']); // "everything sent" may be of the moment before the last press

  await marketer.opensRefused();
  await marketer.seesInRefused(`${poisoned.user} · ${poisoned.product}`);
  await marketer.seesInRefused('상태 → 관심');
  await heal();
  await marketer.sendsRefusedAgain();
  await marketer.seesInRefused('보내지 못한 변경이 없어요');
  await marketer.presses('Escape');
  await marketer.seesEverythingSent();
  await expect.poll(statuses).toEqual(['interested', 'interested']);
}

/** The server answers as it does to a change it has no words for, to any request that holds one of this lead. Resolves to what ends it. */
async function cannotRead(page: Page, leadId: string): Promise<() => Promise<void>> {
  const commands = /\/v1\/commands/;
  await page
    .context()
    .route(commands, (route) =>
      route.request().postData()?.includes(leadId) ? route.fulfill({ status: 400, json: { code: 'request.schema' } }) : route.continue(),
    );
  return () => page.context().unroute(commands);
}
