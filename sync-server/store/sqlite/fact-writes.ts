import { canonicalJson } from '../../../domain/identity/canonical-json.ts';
import type { Fact, PersonalPart } from '../port/fact.ts';
import { type Database, prepare } from './database.ts';
import { checksumOf, type FactRow, markOf } from './fact-checksum.ts';
import type { PersonalCodec } from './personal-codec.ts';
import type { Workspace } from './workspaces.ts';

export interface FactWrites {
  /** In a write transaction. False, and nothing written, if the id is in the log already. */
  insert(workspace: Workspace, position: number, fact: Fact): boolean;
}

const SALT_BYTES = 16;

export function factWrites(database: Database, codec: PersonalCodec, randomBytes: (size: number) => Uint8Array): FactWrites {
  const insertFact = prepare(
    database,
    `INSERT INTO fact (workspace, position, fact_id, kind, at, received_at, clamped, author, digest, body, marks, checksum)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (workspace, fact_id) DO NOTHING`,
  );
  const insertPersonal = prepare(
    database,
    'INSERT INTO personal (workspace, position, part, person, sealed, salt) VALUES (?, ?, ?, ?, ?, ?)',
  );

  function insertPart(workspace: Workspace, position: number, index: number, salt: Uint8Array, { person, part }: PersonalPart): void {
    insertPersonal.run(workspace.id, position, index, person, codec.seal(person, canonicalJson(part)), salt);
  }

  return {
    insert(workspace, position, fact) {
      const salted = fact.personal.map((part) => ({ part, salt: randomBytes(SALT_BYTES) }));
      const row = rowOf(
        position,
        fact,
        salted.map(({ part, salt }) => markOf(salt, part)),
      );
      const inserted = insertFact.run(workspace.id, ...columns(row), checksumOf(workspace.name, row)) === 1;
      if (inserted) for (const [index, { part, salt }] of salted.entries()) insertPart(workspace, position, index, salt, part);
      return inserted;
    },
  };
}

const rowOf = (position: number, fact: Fact, marks: readonly string[]): FactRow => ({
  position,
  factId: fact.factId,
  kind: fact.kind,
  at: fact.at,
  receivedAt: fact.receivedAt,
  clamped: fact.clamped ? 1 : 0,
  author: fact.by,
  digest: fact.digest,
  body: canonicalJson(fact.body),
  marks: JSON.stringify(marks),
});

const columns = (row: FactRow) =>
  [row.position, row.factId, row.kind, row.at, row.receivedAt, row.clamped, row.author, row.digest, row.body, row.marks] as const;
