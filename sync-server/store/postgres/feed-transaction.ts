import type { CommandFact, DecisionFact, DispatchFact, PlacedFact } from '../port/fact.ts';
import type { Change, FeedTransaction } from '../port/feed.ts';
import { asJson, lock, type Queries } from './database.ts';
import { documentsFrom, namedDocuments, writeChanges } from './documents.ts';
import type { FactReads } from './fact-reads.ts';
import type { FactWrites } from './fact-writes.ts';
import { queueRows } from './outbox.ts';
import { releasePacket } from './quarantine.ts';
import { replaceAll } from './replace-all.ts';
import type { Counters, Workspace } from './workspaces.ts';

export type FeedParts = Readonly<{ facts: FactWrites; reads: FactReads; now: () => number }>;
type Held = Readonly<{ tx: Queries; workspace: Workspace; epoch: string; counters: Counters }>;

/**
 * The work of one holder of the feed lock. `counters` are moved here and saved by whoever runs the transaction; `end` makes every
 * later call throw, since by then its connection is somebody else's.
 */
export function feedTransaction(
  { facts, reads, now }: FeedParts,
  { tx, workspace, epoch, counters }: Held,
): Readonly<{ feed: FeedTransaction; end: () => void }> {
  let ended = false;
  const check = () => {
    if (ended) throw new Error('the feed transaction is over');
  };

  async function append(given: readonly (CommandFact | DecisionFact | DispatchFact)[]): Promise<readonly PlacedFact[]> {
    if (given.length === 0) return [];
    const inserted = await facts.insert(tx, workspace, given);
    if (inserted.length < given.length) throw new Error('a fact with this id is in the log already');
    const first = counters.position + 1;
    const places = inserted.map(({ ord, id }) => ({ fact: id, position: first + ord }));
    await tx`
      INSERT INTO place (workspace, position, fact, seal)
      SELECT ${workspace.id}, given.position, fact.id, sha256(checksum || convert_to(given.position::text, 'UTF8'))
      FROM json_to_recordset(${asJson(tx, places)}) AS given (fact bigint, position bigint) JOIN fact ON fact.id = given.fact`;
    counters.position += given.length;
    return given.map((fact, index) => ({ ...fact, position: first + index }));
  }

  const feed: FeedTransaction = {
    epoch,
    async unfolded(limit) {
      check();
      if (counters.cursor >= counters.lastEvent) return [];
      return reads.eventsAfter(tx, workspace, counters.cursor, limit);
    },
    async moveCursor(position) {
      check();
      counters.cursor = position;
    },
    async append(given) {
      check();
      return append(given);
    },
    async appendEvent(event) {
      check();
      const [inserted] = await facts.insert(tx, workspace, [event]); // without a place: the next holder of the lock gives it one
      if (inserted) return 'stored';
      const [first] = await tx<{ digest: string }[]>`
        SELECT digest FROM fact WHERE workspace = ${workspace.id} AND fact_id = ${event.factId}`;
      return first?.digest === event.digest ? 'duplicate' : 'idReused';
    },
    async releasePacket(packetId) {
      check();
      await lock(tx, 'outbox', workspace.id);
      return releasePacket(tx, workspace, packetId);
    },
    async fact(factId) {
      check();
      return reads.byId(tx, workspace, factId);
    },
    async documents(collection, ids) {
      check();
      return namedDocuments(tx, workspace, collection, ids);
    },
    async documentsFrom(collection, prefix) {
      check();
      return documentsFrom(tx, workspace, collection, { prefix, after: '' });
    },
    async write(changes) {
      check();
      return (await writeChanges(tx, workspace, counters, changes)).seqs;
    },
    async link(links) {
      check();
      if (links.length === 0) return;
      await tx`
        INSERT INTO lead_fact (workspace, lead_id, position)
        SELECT ${workspace.id}, "leadId", position FROM json_to_recordset(${asJson(tx, [...links])}) AS given ("leadId" text, position bigint)
        ON CONFLICT DO NOTHING`;
    },
    async queue(rows) {
      check();
      await queueRows(tx, workspace, rows, now());
    },
    async replaceAll(documents: AsyncIterable<Change> | Iterable<Change>) {
      check();
      return replaceAll(tx, workspace, counters, documents);
    },
  };
  return {
    feed,
    end() {
      ended = true;
    },
  };
}
