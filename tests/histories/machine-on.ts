import type { RxDatabaseCreator } from 'rxdb/plugins/core';
import { filter, firstValueFrom } from 'rxjs';
import { type Collection, collections } from '../../contract/collection.ts';
import { canonicalJson } from '../../domain/identity/canonical-json.ts';
import type { ReplicaStatus } from '../../renderer/replica/desk/replica-status.ts';
import type { Desk } from '../../renderer/replica/desk.ts';
import { openReplicaDatabase, openSessionDatabase, type ReplicaDatabase, readAll } from '../../renderer/replica/open-database.ts';
import type { StoredCommand } from '../../renderer/replica/stored-command.ts';
import { actOnDesk, type Doings, sendReviewed } from './act-on-desk.ts';
import type { Account, Machine, Stored, StoredDocuments } from './machine.ts';
import type { NetworkState } from './story.ts';

/** A desk that runs. After `kill` nothing that it had not stored ever is. */
export type Life = Readonly<{ desk: Desk; stop: () => Promise<void>; kill: () => Promise<void> }>;

export type MachineParts = Readonly<{
  /** Outlives every desk. */
  storage: RxDatabaseCreator['storage'];
  begin: (seed: string) => void;
  start: (account: Account) => Promise<Life>;
  network: (state: NetworkState) => void;
}>;

/** A machine with a desk and a local store, wherever they are. */
export function machineOn({ storage, begin, start, network }: MachineParts): Machine {
  let place: Account;
  let life: Life | undefined;
  let doings: Doings;
  /** The store as it was looked at last, while no desk has it open. */
  let looked: ReplicaDatabase | undefined;
  const status$ = () => (life as Life).desk.status$;
  const end = async (how: 'stop' | 'kill') => {
    const ending = life;
    life = undefined;
    await ending?.[how]();
  };

  const machine: Machine = {
    begin: async (account, seed) => {
      place = account;
      doings = { done: [], dispatches: [] };
      begin(seed);
      network('up');
    },
    open: async () => {
      await looked?.close();
      looked = undefined;
      life ??= await start(place);
    },
    close: () => end('stop'),
    kill: () => end('kill'),
    network: async (state) => network(state),
    act: async (act) => life && actOnDesk(life.desk, act, doings),
    sendAll: async () => {
      network('up');
      await machine.open();
      await (life as Life).desk.syncNow(); // or it may wait for its next attempt
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
