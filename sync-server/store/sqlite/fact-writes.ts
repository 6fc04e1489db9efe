import { checksumOf, type FactRow } from '../fact-checksum.ts';
import { partSalter, type SaltedPart, toRow } from '../fact-row.ts';
import type { PersonalCodec } from '../personal-codec.ts';
import type { Fact } from '../port/fact.ts';
import { type Database, prepare } from './database.ts';
import type { Workspace } from './workspaces.ts';

export interface FactWrites {
  /** In a write transaction. False, and nothing written, if the id is in the log already. */
  insert(workspace: Workspace, position: number, fact: Fact): boolean;
}

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
  const salted = partSalter(randomBytes);

  function insertParts(workspace: Workspace, position: number, parts: readonly SaltedPart[]): void {
    for (const [index, { person, text, salt }] of parts.entries()) {
      insertPersonal.run(workspace.id, position, index, person, codec.seal(person, text), salt);
    }
  }

  return {
    insert(workspace, position, fact) {
      const parts = fact.personal.map(salted);
      const row = toRow(position, fact, parts);
      const inserted = insertFact.run(workspace.id, ...columns(row), checksumOf(workspace.name, row)) === 1;
      if (inserted) insertParts(workspace, position, parts);
      return inserted;
    },
  };
}

const columns = (row: FactRow) =>
  [row.position, row.factId, row.kind, row.at, row.receivedAt, row.clamped, row.author, row.digest, row.body, row.marks] as const;
