import type { Logger } from 'pino';
import type { Observable } from 'rxjs';
import { DrainLoop } from './drain-loop.ts';

export type WorkspaceLoops = Readonly<{
  /** Resolves when nothing is left to do in any workspace but what waits for its time. */
  idle(): Promise<void>;
  /** Takes no more wake-ups and lets what is under way end. */
  stop(): Promise<void>;
}>;

type Ports = Readonly<{
  /** Whose work is looked for at start: what a crash left. */
  workspaces: readonly string[];
  /** The workspace where there may be work. */
  wake$: Observable<string>;
  drain: (workspace: string, stopping: () => boolean) => Promise<number | undefined>;
  log: Logger;
}>;

/** One drain loop a workspace: they do not wait for one another, and none runs twice at a time. */
export function startWorkspaceLoops({ workspaces, wake$, drain, log }: Ports): WorkspaceLoops {
  const loops = new Map<string, DrainLoop>();
  const wake = (workspace: string) => {
    const loop = loops.get(workspace);
    if (loop) loop.wake();
    else loops.set(workspace, new DrainLoop((stopping) => drain(workspace, stopping), log.child({ workspace })));
  };
  workspaces.forEach(wake);
  const waking = wake$.subscribe(wake);
  return {
    idle: async () => {
      await Promise.all([...loops.values()].map((loop) => loop.idle()));
    },
    stop: async () => {
      waking.unsubscribe();
      await Promise.all([...loops.values()].map((loop) => loop.stop()));
    },
  };
}
