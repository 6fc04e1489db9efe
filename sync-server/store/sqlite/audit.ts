import { type ChainHead, chainStart, entriesOf, type WrittenFact } from '../audit/chain.ts';
import type { Audit, AuditEntry } from '../port/audit.ts';
import { type Database, prepare, snapshot } from './database.ts';
import { factAtId } from './fact-reads.ts';
import { toHex, toStoredFactId } from './stored-fact-id.ts';
import type { Workspace, Workspaces } from './workspaces.ts';

export interface AuditWrites {
  /** In the transaction that writes the row of an audited fact. */
  chain(workspace: Workspace, written: WrittenFact): void;
  /** The ends of the chains as remembered may have been rolled back. */
  forget(): void;
}

export function auditWrites(database: Database): AuditWrites {
  const last = prepare<ChainHead>(
    database,
    'SELECT number, lower(hex(hash)) AS hash FROM audit WHERE workspace = ? ORDER BY number DESC LIMIT 1',
  );
  const insert = prepare(
    database,
    'INSERT INTO audit (workspace, number, fact_id, kind, author, at, checksum, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const heads = new Map<number, ChainHead>();
  const headOf = (id: number) => heads.get(id) ?? last.get(id) ?? chainStart;
  return {
    chain({ id, name }, written) {
      for (const entry of entriesOf(name, headOf(id), [written])) {
        const { number, factId, kind, by, at, checksum, hash } = entry;
        insert.run(id, number, factId, kind, by, at, Buffer.from(checksum, 'hex'), Buffer.from(hash, 'hex'));
        heads.set(id, { number, hash });
      }
    },
    forget: () => heads.clear(),
  };
}

export function auditReads(reader: Database, workspaces: Workspaces): Audit {
  const after = prepare<AuditEntry>(
    reader,
    `SELECT number, fact_id AS factId, kind, author AS "by", at, lower(hex(checksum)) AS checksum, lower(hex(hash)) AS hash
     FROM audit WHERE workspace = ? AND number > ? ORDER BY number LIMIT ?`,
  );
  const checksum = prepare<{ checksum: Uint8Array }>(reader, `SELECT checksum FROM fact WHERE workspace = ?1 AND ${factAtId}`);

  function checksums({ id }: Workspace, factIds: readonly string[]): ReadonlyMap<string, string> {
    const found = factIds.flatMap((factId) => {
      const row = checksum.get(id, toStoredFactId(factId));
      return row ? [[factId, toHex(row.checksum)] as const] : [];
    });
    return new Map(found);
  }

  return {
    read: async (name, afterNumber, limit) => after.all(workspaces.find(name).id, afterNumber, limit).map((entry) => ({ ...entry })),
    checksums: async (name, factIds) => snapshot(reader, () => checksums(workspaces.find(name), factIds)),
  };
}
