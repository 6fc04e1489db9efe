import type { Logger } from 'pino';
import type { Observable } from 'rxjs';

/** How often a log that grows is looked at, and one whose fold trails. */
const lookEveryMs = 1_000;
/** Fewer are folded in one transaction, before anybody could notice. */
const noticeable = 1_000;

export type LagWatch = Readonly<{
  /** Chat events that are stored and not in the read models yet, where they are many; 0 otherwise. As of the last look. */
  of(workspace: string): number;
  stop(): void;
}>;

export type LagPorts = Readonly<{
  readLag(workspace: string): Promise<number>;
  logCommitted$: Observable<string>;
  /** Whether anybody would hear of it. */
  followed(workspace: string): boolean;
  changed(workspace: string): void;
  log: Logger;
}>;

/** Looks how far the fold trails once a second at most, and only while it may: after commits, and until it has caught up. */
export function watchLag({ readLag, logCommitted$, followed, changed, log }: LagPorts): LagWatch {
  const lags = new Map<string, number>();
  const timers = new Map<string, NodeJS.Timeout>();

  async function look(workspace: string): Promise<void> {
    timers.delete(workspace);
    try {
      const lag = await readLag(workspace);
      note(workspace, lag >= noticeable ? lag : 0);
    } catch (error) {
      log.error({ err: error }, 'lag could not be read');
    }
    if (lags.has(workspace)) lookLater(workspace);
  }

  function note(workspace: string, lag: number): void {
    const before = lags.get(workspace) ?? 0;
    if (lag > 0) lags.set(workspace, lag);
    else lags.delete(workspace);
    if (lag !== before) changed(workspace);
  }

  function lookLater(workspace: string): void {
    if (timers.has(workspace) || stopped || !followed(workspace)) return;
    timers.set(
      workspace,
      setTimeout(() => void look(workspace), lookEveryMs),
    );
  }

  let stopped = false;
  const committing = logCommitted$.subscribe(lookLater);
  return {
    of: (workspace) => lags.get(workspace) ?? 0,
    stop: () => {
      stopped = true;
      committing.unsubscribe();
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}
