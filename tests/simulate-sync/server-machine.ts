import { createMemoryDisk, type MemoryDisk } from '../../sync-server/store/memory/disk.ts';
import { openMemoryStore } from '../../sync-server/store/memory/open-memory-store.ts';
import type { Random } from '../simulate/random.ts';
import { aProcess, type Process, type VirtualClock } from './clock.ts';
import type { Kakao } from './kakao.ts';
import type { Mutation } from './mutation.ts';
import { type SimulatedServer, startSimulatedServer } from './server.ts';
import { members } from './shop.ts';

/** The machine that the server runs on: its disk stays, its processes come and go. */
export interface ServerMachine {
  readonly disk: MemoryDisk;
  /** The life that answers now. */
  running(): SimulatedServer | undefined;
  /** Starts a life, unless there is one. */
  start(): void;
  /** Ends the life that there is and starts another one. */
  restart(): void;
  /** Power failure: what was not synced is lost. */
  crash(): void;
  /** Every fsync is refused, or none any more. */
  setFull(full: boolean): void;
  /** Told of every life that is up. */
  onUp(up: (server: SimulatedServer) => void): void;
}

export type MachineNeeds = Readonly<{ clock: VirtualClock; random: Random; kakao: Kakao; mutation: Mutation }>;

const syncMs = 4;
const startAgainMs = 1_000;
/** The product's own, and those of a server that is busy. */
const foldPaces = [50, 1_000, 5_000] as const;

/** As SQLite says it. */
const diskFull = () => Object.assign(new Error('database or disk is full'), { sqliteCodeName: 'SQLITE_FULL' });

export function createServerMachine({ clock, random, kakao, mutation }: MachineNeeds): ServerMachine {
  const disk = createMemoryDisk();
  const heard: ((server: SimulatedServer) => void)[] = [];
  let process: Process = { ...aProcess('server'), alive: false };
  let server: SimulatedServer | undefined;
  let full = false;

  const sync = () =>
    new Promise<void>((resolve, reject) => {
      clock.after(random.below(syncMs), 'fsync', () => (full ? reject(diskFull()) : resolve()));
    });
  const randomBytes = (size: number) => Uint8Array.from({ length: size }, () => random.below(256));

  const boot = async (mine: Process) => {
    const opened = await openMemoryStore({ disk, now: clock.now, randomUuid: random.uuid, randomBytes, sync });
    if (!opened.ok) throw new Error(opened.code);
    try {
      const store = mutation.store?.(opened.value, { random, clock }) ?? opened.value;
      const adapter = mutation.adapter?.(kakao.adapter) ?? kakao.adapter;
      const foldWithinMs = random.pick(foldPaces);
      server = await startSimulatedServer({
        ...{ process: mine, store, adapter, members, foldWithinMs },
        catchUp: mutation.catchUp,
        now: clock.now,
        life: random.uuid(),
      });
    } catch (error) {
      await opened.value.close();
      throw error;
    }
    for (const up of heard) up(server);
  };

  /** Whoever watches over a server starts it again: its disk may be full for a while. */
  const start = () => {
    if (process.alive) return;
    const mine = aProcess('server');
    process = mine;
    const again = () => {
      mine.alive = false;
      start();
    };
    clock.after(startAgainMs, 'server starts', () => void boot(mine).catch(again), mine);
  };

  const crash = () => {
    process.alive = false;
    disk.crash();
    server?.crash();
    server = undefined;
  };

  return {
    ...{ disk, start, crash, running: () => server },
    restart: () => {
      crash();
      start();
    },
    setFull: (is) => {
      full = is;
    },
    onUp: (up) => void heard.push(up),
  };
}
