/** One link of the audit: that a fact was written, by whom and when, and what its row of the log then was. Nothing of it is personal. */
export type AuditEntry = Readonly<{
  /** Dense from 1 in its workspace, in the order of commits. */
  number: number;
  factId: string;
  /** What was done, as `auditedAs` names it. */
  kind: string;
  by: string;
  /** The fact's clamped time, epoch ms. */
  at: number;
  /** The checksum of the fact's row in the log, lower-case hex. It covers personal parts by salted marks, so it holds after they were erased. */
  checksum: string;
  /** `hashOf` this entry and the hash of the one before it, lower-case hex. */
  hash: string;
}>;

/**
 * Append-only and hash-chained, one chain a workspace; an entry is written by the transaction that writes its fact. Not derived: a rebuild
 * leaves it as it is.
 */
export interface Audit {
  /** Entries after a number, in order. */
  read(workspace: string, afterNumber: number, limit: number): Promise<readonly AuditEntry[]>;
  /** The checksums that stand in the rows of these facts, whether they fit what the rows say or not; of those that are in the log. */
  checksums(workspace: string, factIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
