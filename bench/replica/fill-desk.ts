import type { Page } from 'playwright-core';

/** From asking for the page to the table that has every lead, connected and nothing more to pull. */
export type DeskFill = Readonly<{
  ms: number;
  /** Of the page's main thread from the first document on. */
  longTaskMs: number;
  longGapMs: number;
}>;

export async function fillDesk(page: Page, url: string, leads: number): Promise<DeskFill> {
  await page.goto(`${url}/#/leads`);
  return page.evaluate(whenFilled, leads);
}

/** Whole in itself, since it is sent there as text. */
async function whenFilled(leads: number): Promise<DeskFill> {
  const probe = window.replicaProbe;
  await probe.whenFrame(() => probe.saidAt.filling !== undefined || probe.saidAt.connected !== undefined);
  probe.resetBlocks();
  const ms = await probe.whenFrame(() => probe.rows() >= leads && probe.status.connection === 'connected');
  return { ms, longTaskMs: probe.blocks.taskMs, longGapMs: probe.blocks.gapMs };
}
