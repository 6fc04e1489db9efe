import { isAudited } from '../audit/audited.ts';
import { checksumOf, type FactRow } from '../fact-checksum.ts';
import { partSalter, type SaltedPart, toRow } from '../fact-row.ts';
import type { PersonalCodec } from '../personal-codec.ts';
import type { Fact } from '../port/fact.ts';
import type { AuditWrites } from './audit.ts';
import { type Database, prepare } from './database.ts';
import { toHex, toStoredFactId } from './stored-fact-id.ts';
import type { Workspace } from './workspaces.ts';

export interface FactWrites {
  /** In a write transaction, with its entry in the audit. Whether the id is in the log already is asked of `FactPlaces`. */
  insert(workspace: Workspace, position: number, fact: Fact): void;
}

type Parts = Readonly<{ codec: PersonalCodec; randomBytes: (size: number) => Uint8Array; audit: AuditWrites }>;

export function factWrites(database: Database, { codec, randomBytes, audit }: Parts): FactWrites {
  const insertFact = prepare(
    database,
    `INSERT INTO fact (workspace, position, fact_id, kind, at, received_at, clamped, author, digest, body, marks, checksum)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
      const checksum = checksumOf(workspace.name, row);
      insertFact.run(workspace.id, ...columns(row), checksum);
      insertParts(workspace, position, parts);
      if (isAudited(fact)) audit.chain(workspace, { fact, checksum: toHex(checksum) });
    },
  };
}

const columns = ({ position, factId, kind, at, receivedAt, clamped, author, digest, body, marks }: FactRow) =>
  [position, toStoredFactId(factId), kind, at, receivedAt, clamped, author, Buffer.from(digest, 'hex'), body, marks] as const;
