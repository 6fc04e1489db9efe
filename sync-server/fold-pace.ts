import type { Store } from './store/port/store.ts';

/** How long an append waits at most for a fold: one that is kept waiting itself, by a rebuild for example, holds no event up. */
const longestWaitMs = 500;

/**
 * Where the fold and the network share a thread, appends would take most of it and the read model would trail ever further. So while the
 * fold of a workspace is behind, each fold lets one commit of events through: fewer than the next can take, and so it comes nearer.
 * Publishers feel it as acknowledgements that come later. It never holds up an event for as long as the fold is broken or kept waiting.
 */
export interface FoldPace {
  /** After each fold, and after one that failed: whether it found so many events that ingest has to wait for it. */
  folded(workspace: string, isBehind: boolean): void;
  /** Resolves when the next commit may begin; at once where the fold keeps up. */
  turn(workspace: string): Promise<void> | undefined;
}

export function createFoldPace(waitMs = longestWaitMs): FoldPace {
  const behind = new Set<string>();
  const waiting = new Map<string, (() => void)[]>();

  function letThrough(workspace: string): void {
    const turns = waiting.get(workspace) ?? [];
    waiting.delete(workspace);
    for (const begin of turns) begin();
  }

  return {
    folded(workspace, isBehind) {
      if (isBehind) behind.add(workspace);
      else behind.delete(workspace);
      letThrough(workspace);
    },
    turn(workspace) {
      if (!behind.has(workspace)) return;
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          behind.delete(workspace);
          letThrough(workspace);
        }, waitMs);
        const begin = () => {
          clearTimeout(timer);
          resolve();
        };
        waiting.set(workspace, [...(waiting.get(workspace) ?? []), begin]);
      });
    },
  };
}

/** The store whose appends of events take their turn. */
export const atPace = <S extends Pick<Store, 'log'>>(store: S, { turn }: Pick<FoldPace, 'turn'>): S => ({
  ...store,
  log: {
    ...store.log,
    async appendEvents(workspace, events) {
      await turn(workspace);
      return store.log.appendEvents(workspace, events);
    },
  },
});
