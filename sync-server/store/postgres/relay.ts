import type { SharedState } from '../port/store.ts';
import type { Pool } from './database.ts';

type RelayedWakeUps = Parameters<SharedState['relay']>[0];
type Name = keyof RelayedWakeUps;
export type Relay = ReturnType<SharedState['relay']>;

const channel = 'talklens_wake';
const names: readonly Name[] = ['logCommitted$', 'feedAdvanced$', 'outboxAdded$', 'credentialsChanged$'];
const gatherMs = 20;
const pollMs = 1_000;

type State = Readonly<{ workspaces: readonly WorkspaceState[]; lastOutboxId: number }>;
/** `credentials` counts those that were revoked or given another secret; it is never what it was. */
type WorkspaceState = Readonly<{ name: string; seq: number; unfolded: boolean; credentials: number }>;

/**
 * Passes wake-ups between the replicas of one database by NOTIFY, after the commit they tell of and many as one. A notification may be
 * lost; what it told of is found by a look at the database each second, so that costs time and never data. `sender` is this process.
 */
export function startRelay(pool: Pool, wakeUps: RelayedWakeUps, sender: string): Relay {
  const waiting = new Set<string>();
  let hearing = false;
  let timer: NodeJS.Timeout | undefined;

  /** What came from elsewhere is not said again. */
  function wake(name: Name, workspace: string): void {
    hearing = true;
    try {
      wakeUps[name].next(workspace);
    } finally {
      hearing = false;
    }
  }

  const heard = (payload: string) => {
    const [from, name, workspace] = payload.split(' ');
    const known = names.find((one) => one === name);
    if (from !== sender && known && workspace) wake(known, workspace);
  };

  const tell = () => {
    timer = undefined;
    const payloads = [...waiting];
    waiting.clear();
    pool`SELECT pg_notify(${channel}, payload) FROM unnest(${payloads}::text[]) AS payload`.catch(() => undefined); // the poll finds it
  };

  const saying = names.map((name) =>
    wakeUps[name].subscribe((workspace) => {
      if (hearing) return;
      waiting.add(`${sender} ${name} ${workspace}`);
      timer ??= setTimeout(tell, gatherMs);
    }),
  );
  pool.listen(channel, heard).catch(() => undefined); // once: after a loss the driver listens again by itself
  const poll = startPoll(pool, wake);
  return {
    async stop() {
      for (const one of saying) one.unsubscribe();
      clearTimeout(timer);
      await poll.stop();
    },
  };
}

/** Looks at the database each second. */
function startPoll(pool: Pool, wake: (name: Name, workspace: string) => void): Relay {
  let seen: State | undefined;
  let looking = Promise.resolve();

  async function look(): Promise<void> {
    try {
      const state = await readState(pool);
      for (const [name, workspace] of news(seen, state)) wake(name, workspace);
      seen = state;
    } catch {
      // rooms that need the database say so; this only looks again
    }
  }

  const next = () => {
    looking = looking.then(look);
  };
  next();
  const timer = setInterval(next, pollMs);
  return {
    stop() {
      clearInterval(timer);
      return looking;
    },
  };
}

function* news(seen: State | undefined, now: State): Generator<readonly [Name, string]> {
  const before = new Map(seen?.workspaces.map((workspace) => [workspace.name, workspace]));
  for (const { name, seq, unfolded, credentials } of now.workspaces) {
    if (unfolded) yield ['logCommitted$', name];
    if (seen && before.get(name)?.seq !== seq) yield ['feedAdvanced$', name];
    if (seen && before.get(name)?.credentials !== credentials) yield ['credentialsChanged$', name];
    if (seen && seen.lastOutboxId !== now.lastOutboxId) yield ['outboxAdded$', name];
  }
}

async function readState(pool: Pool): Promise<State> {
  const workspaces = await pool<WorkspaceState[]>`
    SELECT name, last_seq AS seq, cursor < last_event OR EXISTS (
      SELECT 1 FROM append WHERE append.workspace = workspace.id AND events AND xid >= pg_snapshot_xmin(placed)
        AND NOT pg_visible_in_snapshot(xid, placed)
    ) AS unfolded, credential_changes AS credentials
    FROM workspace`;
  const [outbox] = await pool<{ id: number }[]>`
    SELECT coalesce(pg_sequence_last_value(pg_get_serial_sequence('outbox', 'id')::regclass), 0) AS id`;
  return { workspaces, lastOutboxId: outbox?.id ?? 0 };
}
