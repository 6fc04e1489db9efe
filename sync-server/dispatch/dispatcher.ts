import type { Logger } from 'pino';
import { systemMember } from '../facts/system-member.ts';
import type { Store } from '../store/port/store.ts';
import type { WakeUps } from '../wake-ups/wake-ups.ts';
import { startWorkspaceLoops, type WorkspaceLoops } from '../wake-ups/workspace-loops.ts';
import type { Holding } from './holding.ts';
import type { CatchUp } from './machine.ts';
import { Pauses } from './pauses.ts';
import type { SendAdapter } from './send-adapter.ts';
import { workOff } from './work-off.ts';

export type DispatcherPorts = Readonly<{
  store: Pick<Store, 'feed' | 'credentials'>;
  adapter: SendAdapter;
  holding: Holding;
  wakeUps: WakeUps;
  /** The fold of a workspace, as it judges at the moment; asked for outside of any transaction. */
  catchUpOf: (workspace: string) => Promise<CatchUp>;
  /** Epoch ms. May be moved by hand only together with the sandbox. */
  now: () => number;
  log: Logger;
}>;

/**
 * Takes every open item to an end (I7), at start and whenever documents changed. What another life has left in somebody's hand goes back
 * where nothing was committed, and is looked up where it may have been sent: never sent blindly.
 */
export async function startDispatcher(ports: DispatcherPorts): Promise<WorkspaceLoops> {
  const { store, adapter, holding, wakeUps, catchUpOf, now, log } = ports;
  const known = new Map<string, Pauses>();
  const pausesOf = (workspace: string): Pauses => {
    const pauses = known.get(workspace) ?? new Pauses();
    known.set(workspace, pauses);
    return pauses;
  };
  const loops = startWorkspaceLoops({
    workspaces: await store.credentials.workspaces(),
    wake$: wakeUps.feedAdvanced$,
    drain: async (workspace, stopping) => {
      const hmacKey = await store.credentials.hmacKey(workspace);
      const catchUp = await catchUpOf(workspace);
      const author = () => ({ by: systemMember, now: now(), hmacKey });
      return workOff({ workspace, store, adapter, holding, pauses: pausesOf(workspace), wakeUps, catchUp, author, log }, stopping);
    },
    log,
  });
  return {
    idle: loops.idle,
    async stop() {
      await loops.stop();
      await holding.stop();
    },
  };
}
