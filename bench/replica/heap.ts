import type { Page } from 'playwright-core';
import { openRealms } from './realms.ts';

const bytesPerMb = 1e6;

/** Used JavaScript heap of a page and its worker together, in MB. */
export type HeapGauge = Readonly<{
  /** After a collection. */
  settledMb: () => Promise<number>;
  nowMb: () => Promise<number>;
}>;

export async function gaugeHeap(page: Page): Promise<HeapGauge> {
  const realms = await openRealms(page);
  const both = [realms.page, await realms.worker()];
  const nowMb = async () => {
    const heaps = await Promise.all(both.map((ask) => ask('Runtime.getHeapUsage') as Promise<{ usedSize: number }>));
    return heaps.reduce((sum, { usedSize }) => sum + usedSize, 0) / bytesPerMb;
  };
  return {
    nowMb,
    settledMb: async () => {
      for (const ask of both) await ask('HeapProfiler.collectGarbage');
      return nowMb();
    },
  };
}
