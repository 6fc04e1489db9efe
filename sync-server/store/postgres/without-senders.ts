import { setTimeout as elapsed } from 'node:timers/promises';
import { failed, ok, type Result } from '../../../contract/result.ts';
import { closePool, locks, openPool, type Pool } from './database.ts';
import { closedCode, PostgresFailure } from './failure.ts';

/** When each lease runs out, by holder. */
type Leases = ReadonlyMap<string, string>;

const lookMs = 250;

/**
 * `SenderLeases.withoutSenders`. First it looks on for a whole lease: whoever is alive renews theirs meanwhile, and one that nobody renews has run out
 * then. Then it takes the lock that every renewal asks for, on a connection of its own, and looks once more. Throws where that connection was lost while
 * `work` went on, since somebody may have got in.
 */
export async function withoutSenders<T>(url: string, leaseMs: number, work: () => Promise<T>): Promise<Result<T>> {
  const session = openPool(url, 1);
  try {
    const before = await readLeases(session);
    if (await someoneRenews(session, before, leaseMs)) return failed('store.locked');
    if (!(await lockedOut(session))) return failed('store.locked');
    if (wasRenewed(before, await readLeases(session))) return failed('store.locked');
    const done = await work();
    if (!(await letIn(session))) throw new PostgresFailure(closedCode, 'the connection that kept servers out was lost');
    return ok(done);
  } finally {
    await closePool(session);
  }
}

async function someoneRenews(session: Pool, before: Leases, leaseMs: number): Promise<boolean> {
  const until = performance.now() + leaseMs;
  while (performance.now() < until) {
    if (wasRenewed(before, await readLeases(session))) return true;
    await elapsed(lookMs);
  }
  return false;
}

const wasRenewed = (before: Leases, now: Leases): boolean => [...now].some(([holder, until]) => before.get(holder) !== until);

async function readLeases(session: Pool): Promise<Leases> {
  const rows = await session<{ holder: string; until: string }[]>`SELECT holder, until::text FROM sender_lease`;
  return new Map(rows.map(({ holder, until }) => [holder, until]));
}

async function lockedOut(session: Pool): Promise<boolean> {
  const [row] = await session<{ ours: boolean }[]>`SELECT pg_try_advisory_lock(${locks.senders}::int, 0) AS ours`;
  return row?.ours ?? false;
}

/** False where it had not been locked any more. */
async function letIn(session: Pool): Promise<boolean> {
  const [row] = await session<{ was: boolean }[]>`SELECT pg_advisory_unlock(${locks.senders}::int, 0) AS was`;
  return row?.was ?? false;
}
