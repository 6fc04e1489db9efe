import type { Logger } from 'pino';
import { systemMember } from '../facts/system-member.ts';
import type { Store } from '../store/port/store.ts';
import type { WakeUps } from '../wake-ups/wake-ups.ts';
import { startWorkspaceLoops, type WorkspaceLoops } from '../wake-ups/workspace-loops.ts';
import type { CatchUp } from './hand-over.ts';
import { LookUps } from './look-ups.ts';
import type { Provider } from './provider.ts';
import { workOff } from './work-off.ts';

export type DispatcherPorts = Readonly<{
  store: Pick<Store, 'feed' | 'credentials'>;
  provider: Provider;
  wakeUps: WakeUps;
  /** The fold of a workspace, as it judges at the moment; asked for outside of any transaction. */
  catchUpOf: (workspace: string) => Promise<CatchUp>;
  /** Epoch ms. May be moved by hand only together with the sandbox. */
  now: () => number;
  log: Logger;
}>;

/**
 * Takes every open item to an end (I7), at start and whenever documents changed. An item found in `sending` was left by a
 * crash, one in `uncertain` by an answer nobody understood: both are looked up, never sent blindly.
 */
export async function startDispatcher({ store, provider, wakeUps, catchUpOf, now, log }: DispatcherPorts): Promise<WorkspaceLoops> {
  const known = new Map<string, LookUps>();
  const lookUpsOf = (workspace: string): LookUps => {
    const lookUps = known.get(workspace) ?? new LookUps();
    known.set(workspace, lookUps);
    return lookUps;
  };
  return startWorkspaceLoops({
    workspaces: await store.credentials.workspaces(),
    wake$: wakeUps.feedAdvanced$,
    drain: async (workspace, stopping) => {
      const hmacKey = await store.credentials.hmacKey(workspace);
      const catchUp = await catchUpOf(workspace);
      const author = () => ({ by: systemMember, now: now(), hmacKey });
      return workOff({ workspace, store, provider, wakeUps, catchUp, lookUps: lookUpsOf(workspace), author, log }, stopping);
    },
    log,
  });
}
