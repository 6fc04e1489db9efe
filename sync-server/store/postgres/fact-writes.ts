import { checksumOf } from '../fact-checksum.ts';
import { partSalter, type SaltedPart, toRow } from '../fact-row.ts';
import type { PersonalCodec } from '../personal-codec.ts';
import type { Fact } from '../port/fact.ts';
import { asJson, type Queries } from './database.ts';
import type { Workspace } from './workspaces.ts';

/** A fact's place in the batch that appends it, and its row's key. */
export type Inserted = Readonly<{ ord: number; id: number }>;

export interface FactWrites {
  /** Each once by its id, the first of equal ones; says which were written. One statement, and safe beside other writers. */
  insert(queries: Queries, workspace: Workspace, facts: readonly Fact[]): Promise<readonly Inserted[]>;
}

/** Appended facts have no position yet; the place's own seal binds them to it. */
export const WITHOUT_PLACE = 0;

export function factWrites(codec: PersonalCodec, randomBytes: (size: number) => Uint8Array): FactWrites {
  const salted = partSalter(randomBytes);

  const factRow = (workspace: Workspace, fact: Fact, ord: number, parts: readonly SaltedPart[]) => {
    const row = toRow(WITHOUT_PLACE, fact, parts);
    return { ...row, ord, checksum: hex(checksumOf(workspace.name, row)) };
  };
  const partRow = (ord: number, part: number, { person, text, salt }: SaltedPart) => ({
    ord,
    part,
    person,
    sealed: hex(codec.seal(person, text)),
    salt: hex(salt),
  });

  return {
    insert(queries, workspace, facts) {
      const parts = facts.map(({ personal }) => personal.map(salted));
      const rows = facts.map((fact, ord) => factRow(workspace, fact, ord, parts[ord] ?? []));
      const partRows = parts.flatMap((ofOne, ord) => ofOne.map((part, index) => partRow(ord, index, part)));
      // By id, so that writers of the same events wait for one another in one order and never in a ring.
      return queries<Inserted[]>`
        WITH stored AS (
          INSERT INTO fact (workspace, ord, fact_id, kind, at, received_at, clamped, author, digest, body, marks, checksum)
          SELECT ${workspace.id}, ord, "factId", kind, at, "receivedAt", clamped, author, digest, body, marks, decode(checksum, 'hex')
          FROM json_to_recordset(${asJson(queries, rows)}) AS given (
            ord integer, "factId" text, kind text, at bigint, "receivedAt" bigint, clamped integer, author text, digest text,
            body text, marks text, checksum text
          )
          ORDER BY "factId" COLLATE "C", ord
          ON CONFLICT (workspace, fact_id) DO NOTHING
          RETURNING id, ord
        ), parts AS (
          INSERT INTO personal (fact, part, person, sealed, salt)
          SELECT stored.id, part, person, decode(sealed, 'hex'), decode(salt, 'hex')
          FROM json_to_recordset(${asJson(queries, partRows)}) AS given (ord integer, part integer, person text, sealed text, salt text)
          JOIN stored USING (ord)
        )
        SELECT ord, id FROM stored`;
    },
  };
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
