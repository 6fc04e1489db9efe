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
const SALTS_AT_ONCE = 256;

/** A part on its way to its row; `text` is its canonical JSON. */
type SaltedPart = Readonly<{ person: string; text: string; salt: Uint8Array }>;

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
  const nextSalt = saltsFrom(randomBytes);
  const salted = ({ person, part }: PersonalPart): SaltedPart => ({ person, text: canonicalJson(part), salt: nextSalt() });

  function insertParts(workspace: Workspace, position: number, parts: readonly SaltedPart[]): void {
    for (const [index, { person, text, salt }] of parts.entries()) {
      insertPersonal.run(workspace.id, position, index, person, codec.seal(person, text), salt);
    }
  }

  return {
    insert(workspace, position, fact) {
      const parts = fact.personal.map(salted);
      const row = rowOf(position, fact, parts);
      const inserted = insertFact.run(workspace.id, ...columns(row), checksumOf(workspace.name, row)) === 1;
      if (inserted) insertParts(workspace, position, parts);
      return inserted;
    },
  };
}

/** Asks the random source for many salts at once: asking costs more than the bytes. */
function saltsFrom(randomBytes: (size: number) => Uint8Array): () => Uint8Array {
  let pool = new Uint8Array(0);
  return () => {
    if (pool.length === 0) pool = Uint8Array.from(randomBytes(SALT_BYTES * SALTS_AT_ONCE));
    const salt = pool.subarray(0, SALT_BYTES);
    pool = pool.subarray(SALT_BYTES);
    return salt;
  };
}

const rowOf = (position: number, fact: Fact, parts: readonly SaltedPart[]): FactRow => ({
  position,
  factId: fact.factId,
  kind: fact.kind,
  at: fact.at,
  receivedAt: fact.receivedAt,
  clamped: fact.clamped ? 1 : 0,
  author: fact.by,
  digest: fact.digest,
  body: canonicalJson(fact.body),
  marks: JSON.stringify(parts.map(({ salt, person, text }) => markOf(salt, person, text))),
});

const columns = (row: FactRow) =>
  [row.position, row.factId, row.kind, row.at, row.receivedAt, row.clamped, row.author, row.digest, row.body, row.marks] as const;
