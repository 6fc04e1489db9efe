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
  await damageLead(page, named.lead.id);
  const letRepair = await holdRepairs(page);

  await marketer.checksNow();
  await marketer.seesDifferent();
  letRepair();

  await marketer.seesFound(named);
  await marketer.seesSameAsServer();
  await marketer.photographs('proof-repaired');
}

/** Lets no bucket through until what it resolves to is called, so that red is there to be seen. */
async function holdRepairs(page: Page): Promise<() => void> {
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const buckets = /\/v1\/replication\/lead\/buckets\//;
  await page.context().route(buckets, async (route) => {
    await held;
    await route.continue();
  });
  return letGo;
}
