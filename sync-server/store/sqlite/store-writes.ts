import { plainCodec } from '../personal-codec.ts';
import { answersOf } from './answers.ts';
import { type AuditWrites, auditWrites } from './audit.ts';
import { type CredentialWrites, credentialWrites } from './credentials.ts';
import type { Database } from './database.ts';
import { type Digests, digestsInTransaction } from './digests.ts';
import { documentMemory } from './document-memory.ts';
import { documentsInTransaction } from './documents-in-transaction.ts';
import { epochsOf } from './epochs.ts';
import { eventAppends } from './event-appends.ts';
import { factPlaces } from './fact-places.ts';
import { factReads } from './fact-reads.ts';
import { factWrites } from './fact-writes.ts';
import { type FeedWrites, feedWrites } from './feed.ts';
import type { FeedParts } from './feed-transaction.ts';
import { leadLinks } from './lead-links.ts';
import { type LogWrites, logWrites } from './log.ts';
import { type ModelWrites, modelWrites } from './models.ts';
import { type OutboxSettling, outboxSettling, outboxWrites } from './outbox.ts';
import { quarantineWrites } from './quarantine.ts';
import { recentEvents } from './recent-events.ts';
import { rebuiltIn } from './replace-all.ts';
import { workspacesOf } from './workspaces.ts';
import { serialWriter } from './writer.ts';

/** What of the store port writes, one write after another. */
export type StoreWrites = Readonly<{
  log: LogWrites;
  feed: FeedWrites;
  outbox: OutboxSettling;
  credentials: CredentialWrites;
  models: ModelWrites;
  /** Resolves when every write asked for has ended; later ones are refused. */
  stop(): Promise<void>;
}>;

export type Made = Readonly<{
  now: () => number;
  randomUuid: () => string;
  /** From a cryptographic source: keys and salts are made of it. */
  randomBytes: (size: number) => Uint8Array;
}>;

/** Over a migrated database, and appends this writer's epochs. */
export async function writesOn(database: Database, { now, randomUuid, randomBytes }: Made): Promise<StoreWrites> {
  const remembered = {
    memory: documentMemory(),
    places: factPlaces(database),
    recent: recentEvents(),
    digests: digestsInTransaction(database),
    audit: auditWrites(database),
  };
  const writer = serialWriter(database, () => {
    for (const part of Object.values(remembered)) part.forget();
  });
  const workspaces = workspacesOf(database);
  const epochs = epochsOf(database);
  const outbox = outboxWrites(database, now);
  const parts = feedParts(database, remembered, {
    outbox,
    facts: factWrites(database, { codec: plainCodec, randomBytes, audit: remembered.audit }),
    epochs,
  });

  await writer.transaction(() => {
    for (const workspace of workspaces.names().map(workspaces.find)) {
      epochs.append(workspace, randomUuid(), workspaces.counters(workspace).seq + 1);
    }
  });

  const { appendEvents, quarantine } = parts;
  return {
    log: logWrites({ writer, workspaces, appendEvents, answers: answersOf(database, outbox), outbox, quarantine }),
    feed: feedWrites({ writer, workspaces, parts }),
    outbox: outboxSettling(database, writer, workspaces),
    credentials: credentialWrites({ database, writer, workspaces, epochs, randomUuid, randomBytes }),
    models: modelWrites(database, writer, workspaces),
    stop: writer.stop,
  };
}

type Remembered = Readonly<{
  memory: ReturnType<typeof documentMemory>;
  places: ReturnType<typeof factPlaces>;
  recent: ReturnType<typeof recentEvents>;
  digests: Digests;
  audit: AuditWrites;
}>;

function feedParts(
  database: Database,
  { memory, places, recent, digests }: Remembered,
  writes: Pick<FeedParts, 'outbox' | 'facts' | 'epochs'>,
): FeedParts {
  const reads = factReads(database, plainCodec);
  const documents = documentsInTransaction(database, memory, digests);
  return {
    ...writes,
    inTransaction: () => database.isTransaction,
    reads,
    places,
    appendEvents: eventAppends({ facts: writes.facts, places, recent, digestAt: reads.digestAt }),
    recent,
    documents,
    digests,
    links: leadLinks(database, documents),
    quarantine: quarantineWrites(database),
    rebuilt: rebuiltIn(database),
  };
}
