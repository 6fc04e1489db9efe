import type { RxDatabaseCreator } from 'rxdb/plugins/core';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { NEVER } from 'rxjs';
import { webReplicaLock } from '../../renderer/replica/replica-lock.ts';
import { startDesk } from '../../renderer/replica/start-desk.ts';
import { faultyStorage } from '../../renderer/replica/testing/faulty-storage.ts';
import { createMemoryLocks } from '../../renderer/replica/testing/memory-locks.ts';
import { waitFor } from '../../renderer/replica/wait-for.ts';
import { type Random, seededRandom } from '../simulate/random.ts';
import type { Machine } from './machine.ts';
import { machineOn } from './machine-on.ts';
import { createNetwork } from './network.ts';
import type { NetworkState } from './story.ts';

/** Back-offs are short, so that a history takes as long as its work; deadlines stay what they are. */
const longestBackOffMs = 30_000;
const shortMs = 25;

/**
 * A machine in this thread: the desk of the worker as it is, with RxDB's memory storage, which outlives a database that is closed.
 * One at a time: RxDB's free core opens thirteen collections, and a desk has twelve.
 */
export function createNodeMachine(): Machine {
  const storage = getRxStorageMemory();
  let random: Random;
  let state: NetworkState = 'up';
  let network: ReturnType<typeof createNetwork> | undefined;

  return machineOn({
    storage,
    begin: (seed) => {
      random = seededRandom('machine', seed);
    },
    network: (next) => {
      state = next;
      network?.become(next);
    },
    start: async ({ url, token }) => {
      const line = createNetwork((path, init) => fetch(url + path, init), random);
      line.become(state);
      network = line;
      const { mortal, die } = mortalStorage(storage);
      const desk = startDesk({
        fetch: line.fetch,
        storage: mortal,
        now: Date.now,
        wait: (ms, signal) => waitFor(ms > longestBackOffMs ? ms : Math.min(ms, shortMs), signal),
        random: () => random.below(1e9) / 1e9,
        online$: NEVER,
        lock: webReplicaLock(createMemoryLocks()),
        persisted: async () => false,
      });
      await desk.signIn(token);
      const kill = async () => {
        line.become('down');
        die();
        await desk.stop().catch(() => undefined); // as it must be: nothing can be stored any more
      };
      return { desk, stop: desk.stop, kill };
    },
  });
}

type Storage = RxDatabaseCreator['storage'];

/** A storage that keeps nothing any more once its process has died: whoever still writes is refused, and can be closed. */
function mortalStorage(storage: Storage): Readonly<{ mortal: Storage; die: () => void }> {
  let dead = false;
  const refuse = async () => {
    if (dead) throw new Error('the process is dead');
    return undefined;
  };
  return {
    mortal: faultyStorage(storage, refuse),
    die: () => {
      dead = true;
    },
  };
}
