import { randomBytes, randomUUID } from 'node:crypto';
import { someTime } from '../../../contract/testing/build-event.ts';
import { createMemoryDisk, type MemoryDisk } from '../memory/disk.ts';
import { type MemoryOptions, openMemoryStore } from '../memory/open-memory-store.ts';
import type { Store } from '../port/store.ts';
import type { StoreUnderTest } from '../store-contract.ts';

export async function openMemory(disk: MemoryDisk, change: Partial<MemoryOptions> = {}): Promise<Store> {
  const opened = await openMemoryStore({ disk, now: () => someTime, randomUuid: randomUUID, randomBytes, ...change });
  if (!opened.ok) throw new Error(opened.code);
  return opened.value;
}

/** A store on a simulated disk of its own. */
export async function openFreshMemory(): Promise<StoreUnderTest> {
  const disk = createMemoryDisk();
  let store = await openMemory(disk);
  return {
    store,
    async restart() {
      await store.close();
      store = await openMemory(disk);
      return store;
    },
    dispose: () => store.close(),
  };
}
