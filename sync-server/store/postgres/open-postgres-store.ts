import { failed, ok, type Result } from '../../../contract/result.ts';
import { plainCodec } from '../personal-codec.ts';
import type { Store } from '../port/store.ts';
import { startAlone } from './alone.ts';
import { auditOf } from './audit.ts';
import { credentialsOf } from './credentials.ts';
import { closePool, inTransaction, lock, openPool, type Pool, writing } from './database.ts';
import { documentMemory } from './document-memory.ts';
import { appendEpoch } from './epochs.ts';
import { factReads } from './fact-reads.ts';
import { factWrites } from './fact-writes.ts';
import { withoutValues } from './failure.ts';
import { feedOf } from './feed.ts';
import { createLanes } from './lanes.ts';
import { leasesOf } from './leases.ts';
import { ledgerOf } from './ledger.ts';
import { logOf } from './log.ts';
import { modelsOf } from './models.ts';
import { outboxOf } from './outbox.ts';
import { recentAppends } from './recent-appends.ts';
import { startRelay } from './relay.ts';
import { migrate } from './schema.ts';
import { secretsOf } from './secrets.ts';
import { senderLeasesOf } from './sender-leases.ts';
import { withoutValuesIn } from './without-values.ts';
import { readCounters, type Workspaces, workspacesOf } from './workspaces.ts';

export type PostgresOptions = Readonly<{
  /** `postgres://user:password@host:port/database`; never logged (I11). */
  url: string;
  now: () => number;
  randomUuid: () => string;
  /** From a cryptographic source: keys and salts are made of it. */
  randomBytes: (size: number) => Uint8Array;
}>;

/**
 * Opens the store that several replicas share, brings its schema up to date and appends this writer's epochs. Refused with
 * `store.newerSchema`, touching nothing, where a newer program has written it; throws where the database cannot be reached.
 */
export async function openPostgresStore(options: PostgresOptions): Promise<Result<Store>> {
  const pool = openPool(options.url);
  try {
    if (!(await migrate(pool))) {
      await closePool(pool);
      return failed('store.newerSchema');
    }
    const workspaces = workspacesOf(pool);
    await beginLife(pool, workspaces, options.randomUuid);
    return ok(withoutValuesIn(storeOn(pool, workspaces, options)));
  } catch (cause) {
    await closePool(pool);
    throw withoutValues(cause);
  }
}

/** This writer's epoch in every workspace that is there. */
async function beginLife(pool: Pool, workspaces: Workspaces, randomUuid: () => string): Promise<void> {
  for (const workspace of await workspaces.all(pool)) {
    await inTransaction(pool, writing, async (tx) => {
      await lock(tx, 'feed', workspace.id);
      await appendEpoch(tx, workspace, randomUuid(), (await readCounters(tx, workspace)).seq + 1);
    });
  }
}

function storeOn(pool: Pool, workspaces: Workspaces, { url, now, randomUuid, randomBytes }: PostgresOptions): Store {
  const lanes = createLanes();
  const facts = factWrites(plainCodec, randomBytes);
  const reads = factReads(plainCodec);
  const recent = recentAppends();
  let closed: Promise<void> | undefined;
  return {
    log: logOf({ pool, lanes, workspaces, facts, reads, recent, now, randomUuid }),
    feed: feedOf({ pool, lanes, workspaces, facts, reads, recent, memory: documentMemory(), now, randomUuid }),
    outbox: outboxOf(pool, lanes, workspaces),
    credentials: credentialsOf({ pool, lanes, workspaces, randomUuid, randomBytes }),
    models: modelsOf(pool, lanes, workspaces),
    audit: auditOf(pool, workspaces),
    shared: {
      ledger: ledgerOf(pool, workspaces),
      leases: leasesOf(pool, workspaces, randomUuid),
      senders: senderLeasesOf(pool, url),
      secrets: secretsOf(pool),
      relay: (wakeUps) => startRelay(pool, wakeUps, randomUuid()),
      alone: (job, start) => startAlone(url, job, start),
    },
    close() {
      closed ??= lanes.stop().then(() => closePool(pool));
      return closed;
    },
  };
}
