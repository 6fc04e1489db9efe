import { BehaviorSubject, NEVER } from 'rxjs';
import { createApi } from '../../renderer/replica/api.ts';
import { type ConnectionState, startConnection, whenConnected } from '../../renderer/replica/connection.ts';
import { type Acts, actsOn } from '../../renderer/replica/desk-acts.ts';
import { openReplicaOn, type Replica } from '../../renderer/replica/open-replica.ts';
import { openNotebook } from '../../renderer/replica/session-memory.ts';
import type { Random } from '../simulate/random.ts';
import { aProcess, type Process, type VirtualClock } from './clock.ts';
import { createDeskDisk, type DeskDisk, type DiskNeeds, openDeskDisk } from './desk-disk.ts';
import type { Link } from './link.ts';
import type { Mutation } from './mutation.ts';
import { readingPagesQuickly } from './quick-page.ts';
import { workspace } from './shop.ts';

/** A desk that is open: the product's replica over the simulated store and network. */
export type OpenDesk = Readonly<{ replica: Replica; acts: Acts; connected: () => boolean }>;

/** A marketer's machine. */
export interface Desk {
  readonly member: string;
  readonly disk: DeskDisk;
  readonly link: Link;
  process(): Process;
  opened(): OpenDesk | undefined;
  start(): void;
  /** The process is gone, whatever it was in the middle of. */
  kill(): void;
  sleep(): void;
  wake(): void;
}

export type DeskNeeds = Readonly<{
  member: string;
  clock: VirtualClock;
  random: Random;
  mutation: Mutation;
  disk: Omit<DiskNeeds, 'clock' | 'random' | 'moved'> & Readonly<{ moved: (desk: Desk) => DiskNeeds['moved'] }>;
  link: (process: () => Process) => Link;
  /** A process is open, before anything has happened in it. */
  opened: (desk: Desk, open: OpenDesk) => void;
}>;

/** Short, so that even a small shop fills several pages. */
const pageLimit = 4;

export function createDesk(needs: DeskNeeds): Desk {
  const { member, clock, random, mutation } = needs;
  const disk = createDeskDisk({ workspace, member, filled: false, resync: false, usedAt: clock.now() });
  let process = aProcess(member);
  let opened: OpenDesk | undefined;
  const link = needs.link(() => process);

  const wait = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const over = () => {
        callOff();
        signal.removeEventListener('abort', over);
        resolve();
      };
      const callOff = clock.after(ms, `${member} waits`, over);
      signal.addEventListener('abort', over, { once: true });
    });
  const fraction = 1 / 2 ** 20;
  const surroundings = { now: clock.now, wait, random: () => random.below(2 ** 20) * fraction };

  const open = async () => {
    const { store, remember, away } = openDeskDisk(disk, { ...needs.disk, clock, random, moved: needs.disk.moved(desk) });
    const plain = readingPagesQuickly(createApi({ fetch: link.fetch, wait }));
    const api = mutation.api?.(plain, { random, clock }) ?? plain;
    const state$ = new BehaviorSubject<ConnectionState>({ kind: 'connecting' });
    const notebook = openNotebook(disk.memory, remember);
    const connected = { whenConnected: (signal: AbortSignal) => whenConnected(state$, signal) };
    const kept = mutation.kept?.(store) ?? store;
    const replica = await openReplicaOn(kept, { notebook, away, api, connection: connected, surroundings, pageLimit });
    const connection = startConnection(api, { ...surroundings, online$: NEVER }, async () => notebook.note({ usedAt: clock.now() }));
    connection.state$.subscribe((state) => {
      if (state.kind !== 'connected') replica.lost();
      state$.next(state);
    });
    connection.heads$.subscribe((heads) => Object.keys(heads.heads).length > 0 && replica.poked(heads));
    connection.alive$.subscribe(() => replica.alive());
    opened = { replica, acts: actsOn(replica, clock.now), connected: () => state$.value.kind === 'connected' };
    needs.opened(desk, opened);
  };

  const start = () => {
    const mine = aProcess(member);
    process = mine;
    const tryToOpen = () =>
      clock.after(
        50,
        `${member} opens`,
        () => {
          void open().catch(tryToOpen);
        },
        mine,
      );
    tryToOpen();
  };

  const desk: Desk = {
    ...{ member, disk, link, start },
    process: () => process,
    opened: () => opened,
    kill: () => {
      process.alive = false;
      opened = undefined;
      link.breakStreams(false);
    },
    sleep: () => {
      process.asleep = true;
      link.breakStreams(true);
    },
    wake: () => clock.wake(process),
  };
  return desk;
}
