import type { RxDatabaseCreator } from 'rxdb/plugins/core';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { filter, firstValueFrom, NEVER } from 'rxjs';
import { type Collection, collections } from '../../contract/collection.ts';
import { canonicalJson } from '../../domain/identity/canonical-json.ts';
import type { ReplicaStatus } from '../../renderer/replica/desk.ts';
import { openReplicaDatabase, openSessionDatabase, type ReplicaDatabase, readAll } from '../../renderer/replica/open-database.ts';
import { webReplicaLock } from '../../renderer/replica/replica-lock.ts';
import { type RunningDesk, startDesk } from '../../renderer/replica/start-desk.ts';
import type { StoredCommand } from '../../renderer/replica/stored-command.ts';
import { faultyStorage } from '../../renderer/replica/testing/faulty-storage.ts';
import { createMemoryLocks } from '../../renderer/replica/testing/memory-locks.ts';
import { waitFor } from '../../renderer/replica/wait-for.ts';
import { type Random, seededRandom } from '../simulate/random.ts';
import { actOnDesk, type Doings, sendReviewed } from './act-on-desk.ts';
import type { Account, Machine, Stored, StoredDocuments } from './machine.ts';
import { createNetwork } from './network.ts';

/** Back-offs are short, so that a history takes as long as its work; deadlines stay what they are. */
const longestBackOffMs = 30_000;
const shortMs = 25;

type Life = Readonly<{ desk: RunningDesk; die: () => void; network: ReturnType<typeof createNetwork> }>;

/**
 * A machine in this thread: the desk of the worker as it is, with RxDB's memory storage, which outlives a database that is closed.
 * One at a time: RxDB's free core opens thirteen collections, and a desk has twelve.
 */
export function createNodeMachine(): Machine {
  const storage = getRxStorageMemory();
  let place: Account;
  let random: Random;
  let networkState: Parameters<Life['network']['become']>[0] = 'up';
  let life: Life | undefined;
  let doings: Doings;
  /** The store as it was looked at last, while no desk has it open. */
  let looked: ReplicaDatabase | undefined;
  const status$ = () => (life as Life).desk.status$;

  const start = async (): Promise<Life> => {
    const network = createNetwork((path, init) => fetch(place.url + path, init), random);
    network.become(networkState);
    const { mortal, die } = mortalStorage(storage);
    const desk = startDesk({
      fetch: network.fetch,
      storage: mortal,
      now: Date.now,
      wait: (ms, signal) => waitFor(ms > longestBackOffMs ? ms : Math.min(ms, shortMs), signal),
      random: () => random.below(1e9) / 1e9,
      online$: NEVER,
      lock: webReplicaLock(createMemoryLocks()),
      persisted: async () => false,
    });
    await desk.signIn(place.token);
    return { desk, die, network };
  };

  const machine: Machine = {
    begin: async (account, seed) => {
      place = account;
      random = seededRandom('machine', seed);
      networkState = 'up';
      doings = { done: [], dispatches: [] };
    },
    open: async () => {
      await looked?.close();
      looked = undefined;
      life ??= await start();
    },
    close: async () => {
      const closing = life;
      life = undefined;
      await closing?.desk.stop();
    },
    kill: async () => {
      life?.network.become('down');
      life?.die();
      await machine.close().catch(() => undefined); // as it must be: nothing can be stored any more
    },
    network: async (state) => {
      networkState = state;
      life?.network.become(state);
    },
    act: async (act) => life && actOnDesk(life.desk, act, doings),
    sendAll: async () => {
      await machine.network('up');
      await machine.open();
      for (;;) {
        const { review = 0 } = await firstValueFrom(status$().pipe(filter(hasSentAll)));
        if (review === 0) return;
        await sendReviewed((life as Life).desk);
      }
    },
    catchUp: async () => {
      await machine.close();
      const openedAt = Date.now();
      await machine.open();
      await firstValueFrom(status$().pipe(filter((status) => hasSentAll(status) && (status.syncedAt ?? 0) >= openedAt)));
    },
    stored: async () => {
      await machine.close();
      looked = await openReplicaDatabase(storage, place);
      return readStored(looked);
    },
    end: async () => {
      await machine.close();
      await looked?.remove();
      looked = undefined;
      await (await openSessionDatabase(storage)).remove();
    },
  };
  return machine;
}

const hasSentAll = ({ connection, waiting }: ReplicaStatus) => connection === 'connected' && waiting === 0;

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

async function readStored(database: ReplicaDatabase): Promise<Stored> {
  const bodies = async (name: Collection | 'command'): Promise<object[]> => {
    const found: object[] = [];
    await readAll(database[name], (some) => void found.push(...some.map(({ body }) => body)));
    return found;
  };
  const documents: Partial<Record<Collection, readonly string[]>> = {};
  for (const name of collections) documents[name] = (await bodies(name)).map((body) => canonicalJson(body));
  const commands = (await bodies('command')) as StoredCommand[];
  return { documents: documents as StoredDocuments, commands };
}
