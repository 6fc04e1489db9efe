import { createCommands } from '../../sync-server/command/apply-commands.ts';
import { beginAnew } from '../../sync-server/restored/begin-anew.ts';
import { pauseOpen } from '../../sync-server/restored/pause-open.ts';
import { createMemoryDisk, type MemoryDisk } from '../../sync-server/store/memory/disk.ts';
import { openMemoryStore } from '../../sync-server/store/memory/open-memory-store.ts';
import type { Store } from '../../sync-server/store/port/store.ts';
import { createWakeUps } from '../../sync-server/wake-ups/wake-ups.ts';
import type { Random } from '../simulate/random.ts';
import { aProcess, type Process, type VirtualClock } from './clock.ts';
import type { Kakao } from './kakao.ts';
import type { Mutation } from './mutation.ts';
import { type SimulatedServer, startSimulatedServer } from './server.ts';
import { members, workspace } from './shop.ts';

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
  /** Copies its disk aside. */
  backUp(): void;
  /** Puts the newest copy back, looks after it as an operator does, and starts again; nothing where there is none. */
  putBack(): void;
  /** When that was done last, and nothing had begun again yet. */
  restoredAt(): number | undefined;
  /** In which it gave places in its feed before that: this disk knows only some of them. */
  readonly lostEpochs: ReadonlySet<string>;
  /** Told of every backup that is on the disk again. */
  onRestored(restored: () => void): void;
  /** Told of every life that is up. */
  onUp(up: (server: SimulatedServer) => void): void;
}

export type MachineNeeds = Readonly<{ clock: VirtualClock; random: Random; kakao: Kakao; mutation: Mutation }>;

const syncMs = 4;
const startAgainMs = 1_000;
/** Between an operator's commands. */
const operatorMs = 5_000;
/** The product's own, and those of a server that is busy. */
const foldPaces = [50, 1_000, 5_000] as const;

/** As SQLite says it. */
const diskFull = () => Object.assign(new Error('database or disk is full'), { sqliteCodeName: 'SQLITE_FULL' });

export function createServerMachine({ clock, random, kakao, mutation }: MachineNeeds): ServerMachine {
  const disk = createMemoryDisk();
  const heard: ((server: SimulatedServer) => void)[] = [];
  const heardRestored: (() => void)[] = [];
  let process: Process = { ...aProcess('server'), alive: false };
  let server: SimulatedServer | undefined;
  let full = false;
  let backup: (() => void) | undefined;
  let isLookedAfter = false;
  let restoredAt: number | undefined;
  const lostEpochs = new Set<string>();

  const sync = () =>
    new Promise<void>((resolve, reject) => {
      clock.after(random.below(syncMs), 'fsync', () => (full ? reject(diskFull()) : resolve()));
    });
  const randomBytes = (size: number) => Uint8Array.from({ length: size }, () => random.below(256));

  const openStore = async (): Promise<Store> => {
    const opened = await openMemoryStore({ disk, now: clock.now, randomUuid: random.uuid, randomBytes, sync });
    if (!opened.ok) throw new Error(opened.code);
    return opened.value;
  };

  const boot = async (mine: Process) => {
    const opened = await openStore();
    try {
      const store = mutation.store?.(opened, { random, clock }) ?? opened;
      const adapter = mutation.adapter?.(kakao.adapter) ?? kakao.adapter;
      const foldWithinMs = random.pick(foldPaces);
      server = await startSimulatedServer({
        ...{ process: mine, store, adapter, members, foldWithinMs },
        catchUp: mutation.catchUp,
        now: clock.now,
        life: random.uuid(),
      });
    } catch (error) {
      await opened.close();
      throw error;
    }
    for (const up of heard) up(server);
  };

  /** Whoever watches over a server starts it again: its disk may be full for a while. */
  const start = () => {
    if (process.alive || isLookedAfter) return;
    const mine = aProcess('server');
    process = mine;
    const again = () => {
      mine.alive = false;
      start();
    };
    clock.after(startAgainMs, 'server starts', () => void boot(mine).catch(again), mine);
  };

  const crash = () => {
    if (isLookedAfter) return;
    process.alive = false;
    disk.crash();
    server?.crash();
    server = undefined;
  };

  /** `npm run restored`, before the server starts. */
  const pauseAll = async () => {
    const store = await openStore();
    try {
      const commands = createCommands({ store, wakeUps: createWakeUps(), now: clock.now });
      await beginAnew(store, workspace, random.uuid);
      await (mutation.pauseOpen ?? pauseOpen)({ store, commands, now: clock.now }, workspace);
    } finally {
      await store.close();
    }
  };

  /** What fails, as on a disk that is full, the operator does again. */
  const lookAfter = () =>
    clock.outside(operatorMs, 'npm run restored', () => {
      void pauseAll().then(() => {
        isLookedAfter = false;
        restoredAt = clock.now();
        start();
      }, lookAfter);
    });

  return {
    ...{ disk, start, crash, lostEpochs, running: () => server, restoredAt: () => restoredAt },
    backUp: () => {
      if (!isLookedAfter) backup = disk.copy();
    },
    putBack: () => {
      if (!backup || isLookedAfter) return;
      crash();
      for (const { epoch } of disk.tables(workspace).epochs.synced.values()) lostEpochs.add(epoch);
      backup();
      restoredAt = clock.now();
      for (const restored of heardRestored) restored();
      isLookedAfter = true;
      lookAfter();
    },
    restart: () => {
      crash();
      start();
    },
    setFull: (is) => {
      full = is;
    },
    onRestored: (restored) => void heardRestored.push(restored),
    onUp: (up) => void heard.push(up),
  };
}
