import type { Repeated } from '../answered.ts';
import type { EventFact } from '../port/fact.ts';
import type { Appended, Log } from '../port/log.ts';
import { answerAgain } from './answers.ts';
import { type PlacedAppend, positionsIn } from './append-seal.ts';
import { insertEvents } from './audit.ts';
import { inTransaction, lock, locks, type Pool, type Queries, writing } from './database.ts';
import type { FactReads } from './fact-reads.ts';
import type { FactWrites } from './fact-writes.ts';
import type { Lanes } from './lanes.ts';
import { queueRows } from './outbox.ts';
import { eventsWithoutPlace, placeEvents } from './place-events.ts';
import { expirePackets, keepPackets, keptPacket, newestPackets, packetCounts } from './quarantine.ts';
import type { RecentAppends } from './recent-appends.ts';
import { readCounters, saveCounters, type Workspace, type Workspaces } from './workspaces.ts';

type Parts = Readonly<{
  pool: Pool;
  lanes: Lanes;
  workspaces: Workspaces;
  facts: FactWrites;
  reads: FactReads;
  recent: RecentAppends;
  now: () => number;
  randomUuid: () => string;
}>;

export function logOf(parts: Parts): Log {
  const { pool, lanes, workspaces, reads, now } = parts;

  /** Reads the log as far as it is placed, having placed what waits for it. */
  async function read<T>(name: string, work: (workspace: Workspace) => Promise<T>): Promise<T> {
    const workspace = await workspaces.find(name);
    await placeWaiting(pool, workspace);
    return work(workspace);
  }

  return {
    appendEvents: (name, events) =>
      lanes.beside(async () => {
        const workspace = await workspaces.find(name);
        return events.length > 0 ? appendAll(parts, workspace, events) : [];
      }),
    quarantine: (name, packets) =>
      lanes.beside(async () => {
        const workspace = await workspaces.find(name);
        if (packets.length === 0) return;
        const rows = packets.map(({ client, answer }) => ({ client, messages: [answer] }));
        await inTransaction(pool, writing, async (tx) => {
          await lock(tx, 'outbox', workspace.id);
          await keepPackets(tx, workspace, packets);
          await queueRows(tx, workspace, rows, now());
        });
      }),
    quarantined: async (name, limit, filter = {}) => newestPackets(pool, await workspaces.find(name), limit, filter),
    quarantinedPacket: async (name, packetId) => keptPacket(pool, await workspaces.find(name), packetId),
    quarantineCounts: async (name) => packetCounts(pool, await workspaces.find(name)),
    expireQuarantine: (before) =>
      lanes.beside(() =>
        inTransaction(pool, writing, async (tx) => {
          for (const { id } of [...(await workspaces.all(tx))].sort((a, b) => a.id - b.id)) await lock(tx, 'outbox', id);
          return expirePackets(tx, before);
        }),
      ),
    read: (name, after, limit) => read(name, (workspace) => reads.after(pool, workspace, after, limit)),
    ofLead: (name, leadId, limit) => read(name, (workspace) => reads.ofLead(pool, workspace, leadId, limit)),
    fact: (name, factId) => read(name, (workspace) => reads.byId(pool, workspace, factId)),
    head: (name) => read(name, async (workspace) => (await readCounters(pool, workspace)).position),
  };
}

/**
 * Gives events their places for a reader that is no fold. Where somebody holds the feed lock, a rebuild that reads the log among
 * them, that one has placed all there was, and the reader does not wait.
 */
async function placeWaiting(pool: Pool, workspace: Workspace): Promise<void> {
  if ((await eventsWithoutPlace(pool, workspace)) === 0) return;
  await inTransaction(pool, writing, async (tx) => {
    const [got] = await tx<{ held: boolean }[]>`SELECT pg_try_advisory_xact_lock(${locks.feed}::int, ${workspace.id}::int) AS held`;
    if (!got?.held) return;
    const { now } = await placeEvents(tx, workspace);
    await saveCounters(tx, workspace, now);
  });
}

/** One statement where every event is new; a second transaction answers those that are not. */
async function appendAll(parts: Parts, workspace: Workspace, events: readonly EventFact[]): Promise<readonly Appended[]> {
  const { pool, facts, recent, randomUuid, now } = parts;
  const append = randomUuid();
  recent.appending(append, events);
  const { stored: inserted } = await insertEvents(pool, facts, workspace, { id: append, facts: events });
  if (inserted.size === events.length) return events.map(() => 'stored');

  const ids = events.filter((_, ord) => !inserted.has(ord)).map(({ factId }) => factId);
  const first = await standing(pool, workspace, ids);
  const repeated: Repeated[] = [];
  const outcomes = events.map((event, ord): Appended => {
    if (inserted.has(ord)) return 'stored';
    const found = first.get(event.factId);
    if (found?.digest !== event.digest) return 'idReused';
    if (found.position !== null) repeated.push({ client: event.by, eventId: event.factId, position: found.position });
    return 'duplicate';
  });
  if (repeated.length > 0) await inTransaction(pool, writing, (tx) => answerAgain(tx, workspace, repeated, now()));
  return outcomes;
}

/** What a duplicate is recognised by, and where the first one stands, if it has its place. */
type Standing = Readonly<{ factId: string; digest: string; position: number | null }>;

type StandingRow = Omit<Standing, 'position'> & Omit<PlacedAppend, 'lastPosition'> & Readonly<{ ord: number; lastPosition: number | null }>;

async function standing(queries: Queries, { id: workspace }: Workspace, ids: readonly string[]): Promise<ReadonlyMap<string, Standing>> {
  const rows = await queries<StandingRow[]>`
    SELECT fact_id AS "factId", digest, append, ord, facts, ords::text AS ords, last_position AS "lastPosition", seal
    FROM fact JOIN append ON append.id = fact.append
    WHERE fact.workspace = ${workspace} AND fact_id = ANY(${[...ids]}::text[])`;
  return new Map(
    rows.map(({ factId, digest, ord, ...append }) => {
      const position = append.lastPosition === null ? null : positionsIn({ ...append, lastPosition: append.lastPosition })(ord);
      return [factId, { factId, digest, position }];
    }),
  );
}
