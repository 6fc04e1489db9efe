import { isAudited } from '../audit/audited.ts';
import { type ChainHead, chainStart, entriesOf } from '../audit/chain.ts';
import type { Audit, AuditEntry } from '../port/audit.ts';
import type { Fact } from '../port/fact.ts';
import { column, inTransaction, lock, type Pool, type Queries, writing } from './database.ts';
import type { Append, FactWrites, Inserted } from './fact-writes.ts';
import type { Workspace, Workspaces } from './workspaces.ts';

/** Chains the audited facts of an append that were stored; after all that it was asked for before, since each entry needs the one before it. */
export type Chain = (facts: readonly Fact[], inserting: Promise<Inserted>) => Promise<void>;

/** Of one transaction. The lock of the chain is held from the first entry to the end of it, so that numbers and hashes rise in the order of commits. */
export function auditChain(tx: Queries, workspace: Workspace): Chain {
  let last: Promise<ChainHead> | undefined;

  async function extend(head: Promise<ChainHead>, facts: readonly Fact[], inserting: Promise<Inserted>): Promise<ChainHead> {
    const [{ stored, checksums }, behind] = await Promise.all([inserting, head]);
    const written = facts.flatMap((fact, ord) => (stored.has(ord) ? [{ fact, checksum: checksums[ord] ?? '' }] : []));
    const entries = entriesOf(workspace.name, behind, written);
    if (entries.length > 0) await insertEntries(tx, workspace, entries);
    return entries.at(-1) ?? behind;
  }

  return async (facts, inserting) => {
    last = extend(last ?? lockedHead(tx, workspace), facts, inserting);
    await last;
  };
}

/** Asked in one go: a connection answers in order. */
async function lockedHead(tx: Queries, workspace: Workspace): Promise<ChainHead> {
  const [, [head]] = await Promise.all([
    lock(tx, 'audit', workspace.id),
    tx<ChainHead[]>`
      SELECT number, encode(hash, 'hex') AS hash FROM audit WHERE workspace = ${workspace.id} ORDER BY number DESC LIMIT 1`,
  ]);
  return head ?? chainStart;
}

function insertEntries(tx: Queries, { id }: Workspace, entries: readonly AuditEntry[]): PromiseLike<unknown> {
  const of = (value: (entry: AuditEntry) => string | number) => column(tx, entries.map(value));
  return tx`
    INSERT INTO audit (workspace, number, fact_id, kind, author, at, checksum, hash)
    SELECT ${id}, number::bigint, fact_id, kind, author, at::bigint, decode(checksum, 'hex'), decode(hash, 'hex')
    FROM ROWS FROM (
      ${of(({ number }) => number)}, ${of(({ factId }) => factId)}, ${of(({ kind }) => kind)}, ${of(({ by }) => by)},
      ${of(({ at }) => at)}, ${of(({ checksum }) => checksum)}, ${of(({ hash }) => hash)}
    ) AS given (number, fact_id, kind, author, at, checksum, hash)`;
}

/**
 * Appends events by one statement; with what is audited among them in one transaction, under the lock of the chain. The lock comes first:
 * whoever has it waits only for appends, and an append alone waits for nobody.
 */
export async function insertEvents(pool: Pool, facts: FactWrites, workspace: Workspace, append: Append): Promise<Inserted> {
  if (!append.facts.some(isAudited)) return facts.insert(pool, workspace, append);
  return inTransaction(pool, writing, async (tx) => {
    await lock(tx, 'audit', workspace.id);
    const inserting = facts.insert(tx, workspace, append);
    await auditChain(tx, workspace)(append.facts, inserting);
    return inserting;
  });
}

export function auditOf(pool: Pool, workspaces: Workspaces): Audit {
  return {
    async read(name, afterNumber, limit) {
      const { id } = await workspaces.find(name);
      const rows = await pool<AuditEntry[]>`
        SELECT number, fact_id AS "factId", kind, author AS by, at, encode(checksum, 'hex') AS checksum, encode(hash, 'hex') AS hash
        FROM audit WHERE workspace = ${id} AND number > ${afterNumber} ORDER BY number LIMIT ${limit}`;
      return rows.map((row) => ({ ...row }));
    },
    async checksums(name, factIds) {
      const { id } = await workspaces.find(name);
      const rows = await pool<{ factId: string; checksum: string }[]>`
        SELECT fact_id AS "factId", encode(checksum, 'hex') AS checksum FROM fact
        WHERE workspace = ${id} AND fact_id = ANY(${[...factIds]}::text[])`;
      return new Map(rows.map(({ factId, checksum }) => [factId, checksum]));
    },
  };
}
