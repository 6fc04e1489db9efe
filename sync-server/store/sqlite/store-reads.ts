import { plainCodec } from '../personal-codec.ts';
import type { Audit } from '../port/audit.ts';
import { auditReads } from './audit.ts';
import { type CredentialReads, credentialReads } from './credentials.ts';
import type { Database } from './database.ts';
import { digestReads } from './digests.ts';
import { documentReads } from './documents.ts';
import { epochsOf } from './epochs.ts';
import { factReads } from './fact-reads.ts';
import { type FeedReads, feedReads } from './feed.ts';
import { type LogReads, logReads } from './log.ts';
import { type ModelReads, modelReads } from './models.ts';
import { type OutboxReads, outboxReads } from './outbox.ts';
import { quarantineReads } from './quarantine.ts';
import { workspacesOf } from './workspaces.ts';

/** What of the store port only reads: the last commit, whatever the writer is doing. */
export type StoreReads = Readonly<{
  log: LogReads;
  feed: FeedReads;
  outbox: OutboxReads;
  credentials: CredentialReads;
  models: ModelReads;
  audit: Audit;
}>;

export function readsOn(reader: Database): StoreReads {
  const workspaces = workspacesOf(reader);
  return {
    log: logReads({ reader, workspaces, reads: factReads(reader, plainCodec), quarantined: quarantineReads(reader) }),
    feed: feedReads({ reader, workspaces, documents: documentReads(reader), digests: digestReads(reader), epochs: epochsOf(reader) }),
    outbox: outboxReads(reader, workspaces),
    credentials: credentialReads(reader, workspaces),
    models: modelReads(reader, workspaces),
    audit: auditReads(reader, workspaces),
  };
}
