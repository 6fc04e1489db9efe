import { isAudited } from '../audit/audited.ts';
import type { CommandFact, DecisionFact, DispatchFact, EventFact, PlacedFact } from '../port/fact.ts';
import type { FeedTransaction } from '../port/feed.ts';
import type { Appended } from '../port/log.ts';
import { checkedPositions, type PlacedAppend } from './append-seal.ts';
import { auditChain } from './audit.ts';
import { column, lock, type Queries } from './database.ts';
import { digestsInTransaction } from './digests.ts';
import type { OpenMemory } from './document-memory.ts';
import { documentsFrom } from './documents.ts';
import { documentsInTransaction } from './documents-in-transaction.ts';
import { forgetEpochs } from './epochs.ts';
import { appendsAfter, type FactReads } from './fact-reads.ts';
import type { FactWrites } from './fact-writes.ts';
import { leadKey } from './lead-key.ts';
import { queueRows } from './outbox.ts';
import { releasePacket } from './quarantine.ts';
import type { RecentAppends } from './recent-appends.ts';
import { replaceAll } from './replace-all.ts';
import type { Counters, Workspace } from './workspaces.ts';

export type FeedParts = Readonly<{
  facts: FactWrites;
  reads: FactReads;
  recent: RecentAppends;
  now: () => number;
  randomUuid: () => string;
}>;
export type Held = Readonly<{ tx: Queries; workspace: Workspace; epoch: string; counters: Counters; memory: OpenMemory }>;

type Link = Readonly<{ leadId: string; position: number }>;

export type OpenFeed = Readonly<{
  feed: FeedTransaction;
  /** Sends a statement that answers nothing. */
  later(statement: PromiseLike<unknown>): void;
  /** The digests of the collections that were written, in the transaction that wrote them. */
  saveDigests(): void;
  /** Resolves when everything that was asked for has been done; rejects with the first failure. The commit comes after. */
  settled(): Promise<void>;
  /** Throws where it is over: it has ended, or a call of it failed, and what that one left half done must not be committed. */
  check(): void;
  /** Every later call throws: by then the connection is somebody else's. */
  end(): void;
}>;

/**
 * The work of one holder of the feed lock. `counters` are moved here and saved by whoever runs the transaction. Statements that answer
 * nothing are sent and not waited for: the next ones follow them on the same connection.
 */
export function feedTransaction(
  { facts, reads, recent, now, randomUuid }: FeedParts,
  { tx, workspace, epoch, counters, memory }: Held,
): OpenFeed {
  const underWay: Promise<unknown>[] = [];
  let unread: readonly PlacedAppend[] = [];
  let over = false;
  const check = () => {
    if (over) throw new Error('the feed transaction is over');
  };

  async function call<T>(work: () => T | Promise<T>): Promise<T> {
    check();
    try {
      return await work();
    } catch (cause) {
      over = true;
      throw cause;
    }
  }

  const later = (statement: PromiseLike<unknown>) => {
    const done = Promise.resolve(statement);
    done.catch(() => undefined); // told by `settled`
    underWay.push(done);
  };
  const digests = digestsInTransaction(tx, workspace, memory.digests);
  const chain = auditChain(tx, workspace);
  const documents = documentsInTransaction({ tx, workspace, counters, memory, digests, later, randomUuid });

  function append(given: readonly (CommandFact | DecisionFact | DispatchFact)[]): readonly PlacedFact[] {
    if (given.length === 0) return [];
    const firstPosition = counters.position + 1;
    const inserting = facts.insert(tx, workspace, { id: randomUuid(), facts: given, firstPosition });
    later(
      inserting.then(({ stored }) => {
        if (stored.size < given.length) throw new Error('a fact with this id is in the log already');
      }),
    );
    if (given.some(isAudited)) later(chain(given, inserting));
    counters.position += given.length;
    return given.map((fact, index) => ({ ...fact, position: firstPosition + index }));
  }

  /** From memory where this process appended all that is asked for, else from the log. */
  async function unfolded(limit: number): Promise<readonly PlacedFact[]> {
    if (counters.cursor >= counters.lastEvent) return [];
    const appends = await appendsAfter(tx, workspace, counters.cursor, limit, true);
    const remembered = appends.map((append) => [append, recent.get(append.append)] as const);
    const all = remembered.every(([{ facts: count, ords }, events]) => ords === null && events?.length === count)
      ? remembered.flatMap(([append, events = []]) => placedBy(checkedPositions(append), events))
      : await reads.of(tx, workspace, appends);
    unread = appends;
    return all.filter(({ position }) => position > counters.cursor).slice(0, limit);
  }

  function moveCursor(position: number): void {
    counters.cursor = position;
    for (const { append, lastPosition } of unread) if (lastPosition <= position) recent.folded(append);
  }

  async function appendEvent(event: EventFact): Promise<Appended> {
    if (isAudited(event)) await lock(tx, 'audit', workspace.id); // as an append of events does: first this lock, then the row
    const inserting = facts.insert(tx, workspace, { id: randomUuid(), facts: [event] }); // placed by the next holder of the lock
    if (isAudited(event)) await chain([event], inserting);
    if ((await inserting).stored.size > 0) return 'stored';
    const [first] = await tx<{ digest: string }[]>`
      SELECT digest FROM fact WHERE workspace = ${workspace.id} AND fact_id = ${event.factId}`;
    return first?.digest === event.digest ? 'duplicate' : 'idReused';
  }

  async function release(packetId: string): Promise<boolean> {
    await lock(tx, 'outbox', workspace.id);
    return releasePacket(tx, workspace, packetId);
  }

  function link(links: readonly Link[]): void {
    if (links.length === 0) return;
    const of = (value: (link: Link) => string | number) => column(tx, links.map(value));
    later(tx`
      INSERT INTO lead_fact (workspace, lead, position)
      SELECT ${workspace.id}, ${leadKey(tx, tx`lead_id`)}, position::bigint
      FROM ROWS FROM (${of(({ leadId }) => leadId)}, ${of(({ position }) => position)}) AS given (lead_id, position)
      ON CONFLICT DO NOTHING`);
  }

  const feed: FeedTransaction = {
    epoch,
    unfolded: (limit) => call(() => unfolded(limit)),
    moveCursor: (position) => call(() => moveCursor(position)),
    append: (given) => call(() => append(given)),
    appendEvent: (event) => call(() => appendEvent(event)),
    releasePacket: (packetId) => call(() => release(packetId)),
    fact: (factId) => call(() => reads.byId(tx, workspace, factId)),
    known: (factIds) => call(() => reads.known(tx, workspace, factIds)),
    documents: (collection, ids) => call(() => documents.named(collection, ids)),
    documentsFrom: (collection, prefix) => call(() => documentsFrom(tx, workspace, collection, { prefix, after: '' })),
    write: (changes) => call(async () => (await documents.write(changes)).seqs),
    link: (links) => call(() => link(links)),
    queue: (rows) => call(() => later(queueRows(tx, workspace, rows, now()))),
    replaceAll: (made) =>
      call(() => {
        counters.writer = randomUuid(); // the digests may become others though no document does
        return replaceAll(tx, workspace, { documents, digests }, made);
      }),
    forgetEpochs: (next) => call(() => forgetEpochs(tx, workspace, next, counters.seq + 1)),
  };
  return {
    feed,
    later,
    saveDigests() {
      for (const statement of digests.save()) later(statement);
    },
    async settled() {
      while (underWay.length > 0) await underWay.shift();
    },
    check,
    end() {
      over = true;
    },
  };
}

const placedBy = (positionOf: (ord: number) => number, events: readonly EventFact[]): readonly PlacedFact[] =>
  events.map((event, ord) => ({ ...event, position: positionOf(ord) }));
