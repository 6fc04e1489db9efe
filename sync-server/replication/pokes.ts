import type { Logger } from 'pino';
import type { Subject, Subscription } from 'rxjs';
import { PROTOCOL_VERSION } from '../../contract/protocol-version.ts';
import type { Heads } from '../../contract/replication.ts';

/** How long a change may wait for others before desks are poked. */
const debounceMs = 30;

export type Pokes = Readonly<{
  /** Every head now, then on each advance those that moved; `hear` gets nothing twice. Returns what ends it. */
  follow(workspace: string, hear: (heads: Heads) => void): Promise<() => void>;
  stop(): void;
}>;

type Known = Readonly<{ epoch: string; heads: Readonly<Record<string, number>> }>;
type Follower = { readonly hear: (heads: Heads) => void; known: Known };

/** Reads the heads once an advance and workspace, however many desks follow it. A poke says that pulling is worth while, no more. */
export function createPokes(readHeads: (workspace: string) => Promise<Known>, feedAdvanced$: Subject<string>, log: Logger): Pokes {
  const followers = new Map<string, Set<Follower>>();
  const timers = new Map<string, NodeJS.Timeout>();

  async function poke(workspace: string): Promise<void> {
    timers.delete(workspace);
    try {
      const now = await readHeads(workspace);
      for (const follower of followers.get(workspace) ?? []) tell(follower, now);
    } catch (error) {
      log.error({ err: error }, 'heads could not be read');
    }
  }

  const advance = (workspace: string) => {
    if (!followers.get(workspace)?.size || timers.has(workspace)) return;
    timers.set(
      workspace,
      setTimeout(() => void poke(workspace), debounceMs),
    );
  };
  const advancing: Subscription = feedAdvanced$.subscribe(advance);

  return {
    follow: async (workspace, hear) => {
      const known = await readHeads(workspace);
      const follower = { hear, known };
      const ofWorkspace = followers.get(workspace) ?? new Set();
      followers.set(workspace, ofWorkspace.add(follower));
      hear({ protocol: PROTOCOL_VERSION, epoch: known.epoch, heads: { ...known.heads } });
      advance(workspace); // what moved while the heads were read
      return () => void ofWorkspace.delete(follower);
    },
    stop: () => {
      advancing.unsubscribe();
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}

/** Says only what moved; all of it under a new epoch. */
function tell(follower: Follower, now: Known): void {
  const renewed = follower.known.epoch !== now.epoch;
  const moved = Object.entries(now.heads).filter(([name, seq]) => renewed || seq !== follower.known.heads[name]);
  follower.known = now;
  if (moved.length > 0) follower.hear({ protocol: PROTOCOL_VERSION, epoch: now.epoch, heads: Object.fromEntries(moved) });
}
