import type { Logger } from 'pino';
import type { Observable, Subscription } from 'rxjs';
import { PROTOCOL_VERSION } from '../../contract/protocol-version.ts';
import type { Heads } from '../../contract/replication.ts';
import { watchLag } from './lag-watch.ts';

/** How long a change may wait for others before desks are poked. */
const debounceMs = 30;

export type Pokes = Readonly<{
  /**
   * Every head now, then on each advance those that moved, and none where only the lag changed; each says the lag as of the last look.
   * `hear` gets nothing twice. Returns what ends it.
   */
  follow(workspace: string, hear: (heads: Heads) => void): Promise<() => void>;
  stop(): void;
}>;

type Known = Readonly<{ epoch: string; heads: Readonly<Record<string, number>> }>;
type Follower = { readonly hear: (heads: Heads) => void; known: Known };

export type PokePorts = Readonly<{
  readHeads(workspace: string): Promise<Known>;
  readLag(workspace: string): Promise<number>;
  feedAdvanced$: Observable<string>;
  logCommitted$: Observable<string>;
  log: Logger;
}>;

/** Reads the heads once an advance and workspace, however many desks follow it. A poke says that pulling is worth while, no more. */
export function createPokes({ readHeads, readLag, feedAdvanced$, logCommitted$, log }: PokePorts): Pokes {
  const followers = new Map<string, Set<Follower>>();
  const timers = new Map<string, NodeJS.Timeout>();
  const followed = (workspace: string) => (followers.get(workspace)?.size ?? 0) > 0;

  async function poke(workspace: string): Promise<void> {
    timers.delete(workspace);
    try {
      const now = await readHeads(workspace);
      for (const follower of followers.get(workspace) ?? []) tell(follower, now, lags.of(workspace));
    } catch (error) {
      log.error({ err: error }, 'heads could not be read');
    }
  }

  const advance = (workspace: string) => {
    if (!followed(workspace) || timers.has(workspace)) return;
    timers.set(
      workspace,
      setTimeout(() => void poke(workspace), debounceMs),
    );
  };
  const lags = watchLag({
    ...{ readLag, logCommitted$, followed, log },
    changed: (workspace) => {
      for (const { hear, known } of followers.get(workspace) ?? []) hear(toHeads(known.epoch, {}, lags.of(workspace)));
    },
  });
  const advancing: Subscription = feedAdvanced$.subscribe(advance);

  return {
    follow: async (workspace, hear) => {
      const known = await readHeads(workspace);
      const follower = { hear, known };
      const ofWorkspace = followers.get(workspace) ?? new Set();
      followers.set(workspace, ofWorkspace.add(follower));
      hear(toHeads(known.epoch, known.heads, lags.of(workspace)));
      advance(workspace); // what moved while the heads were read
      return () => void ofWorkspace.delete(follower);
    },
    stop: () => {
      advancing.unsubscribe();
      lags.stop();
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}

/** Says only what moved; all of it under a new epoch. */
function tell(follower: Follower, now: Known, lag: number): void {
  const renewed = follower.known.epoch !== now.epoch;
  const moved = Object.entries(now.heads).filter(([name, seq]) => renewed || seq !== follower.known.heads[name]);
  follower.known = now;
  if (moved.length > 0) follower.hear(toHeads(now.epoch, Object.fromEntries(moved), lag));
}

const toHeads = (epoch: string, heads: Known['heads'], lag: number): Heads => ({
  protocol: PROTOCOL_VERSION,
  epoch,
  heads: { ...heads },
  ...(lag > 0 && { lag }),
});
