import type { Page } from 'playwright-core';
import { damageLead } from './damage-record.ts';
import type { Marketer } from './marketer.ts';
import { serverTruth } from './server-truth.ts';
import type { Reached } from './simulator.ts';

/** A lead that was changed on the disk itself is found when everything is checked, named, and put right from the server. */
export async function proofJourney(marketer: Marketer, page: Page, server: Reached): Promise<void> {
  await marketer.seesSameAsServer();
  const [named] = await (await serverTruth(server)).leads();
  if (!named) throw new Error('nobody has talked yet');
  const letRepair = await holdRepairs(page);
  await page.reload();
  await marketer.seesSameAsServer();
  await damageLead(page, named.lead.id);

  await marketer.checksNow();
  await marketer.seesDifferent();
  await marketer.photographs('proof-different');
  await letRepair();

  await marketer.seesFound(named);
  await marketer.seesSameAsServer();
  await marketer.photographs('proof-repaired');
}

/**
 * Lets no bucket through until what it resolves to is called, so that red is there to be seen. It takes hold of a page that is loaded
 * afterwards: what a worker asks for is seen only if it was started under the route.
 */
async function holdRepairs(page: Page): Promise<() => Promise<void>> {
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const buckets = /\/v1\/replication\/lead\/buckets\//;
  await page.context().route(buckets, async (route) => {
    await held;
    await route.continue();
  });
  return async () => {
    letGo();
    await page.context().unrouteAll({ behavior: 'wait' });
  };
}
